ALTER TABLE public.b DROP CONSTRAINT b_a_id_fkey;

DROP INDEX public.a_id;

ALTER TABLE public.b ADD COLUMN x integer;

ALTER TABLE public.a ADD CONSTRAINT a_id UNIQUE (id);

-- scans the table
ALTER TABLE public.b ADD CONSTRAINT b_a_id_fkey FOREIGN KEY (a_id) REFERENCES public.a(id);

-- scans the table
ALTER TABLE public.b ADD CONSTRAINT b_x_fkey FOREIGN KEY (x) REFERENCES public.a(x);
