ALTER TABLE public.a SET WITHOUT CLUSTER;

ALTER TABLE public.b DROP CONSTRAINT b_a_id_fkey;

ALTER TABLE public.b DROP CONSTRAINT b_code_fkey;

ALTER TABLE public.a DROP CONSTRAINT a_code_key;

ALTER TABLE public.a DROP CONSTRAINT a_pkey;

ALTER TABLE public.a ALTER COLUMN id DROP NOT NULL;

ALTER TABLE public.a ADD CONSTRAINT a_id_key UNIQUE (id);

ALTER TABLE public.a ADD CONSTRAINT a_pkey PRIMARY KEY (code);

-- scans the table
ALTER TABLE public.b ADD CONSTRAINT b_a_id_fkey FOREIGN KEY (a_id) REFERENCES public.a(id);

-- scans the table
ALTER TABLE public.b ADD CONSTRAINT b_code_fkey FOREIGN KEY (code) REFERENCES public.a(code);
