-- fails where a row holds NULL
-- scans the table
ALTER TABLE public.a ALTER COLUMN id SET NOT NULL;

-- scans the table
ALTER TABLE public.a ADD CONSTRAINT a_check CHECK ((x <= y));

ALTER TABLE public.a ADD CONSTRAINT a_pkey PRIMARY KEY (id);

ALTER TABLE public.b ADD CONSTRAINT apart EXCLUDE USING btree (id WITH =);

ALTER TABLE public.a ADD CONSTRAINT pair UNIQUE (x, y);

ALTER TABLE public.b ADD CONSTRAINT self UNIQUE NULLS NOT DISTINCT (id, a_id);

-- scans the table
ALTER TABLE public.b ADD CONSTRAINT b_a_id_fkey FOREIGN KEY (a_id) REFERENCES public.a(id);

COMMENT ON CONSTRAINT pair ON public.a IS 'P';
