ALTER TABLE public.b DROP CONSTRAINT b_a_id_fkey;

ALTER TABLE public.b DROP CONSTRAINT b_x_fkey;

ALTER TABLE public.a DROP CONSTRAINT a_id;

-- loses data: the values of column public.b.x
ALTER TABLE public.b DROP COLUMN x;

CREATE UNIQUE INDEX a_id ON public.a USING btree (id);

-- scans the table
ALTER TABLE public.b ADD CONSTRAINT b_a_id_fkey FOREIGN KEY (a_id) REFERENCES public.a(id);
