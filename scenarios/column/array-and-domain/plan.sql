-- rewrites the table
ALTER TABLE public.t ALTER COLUMN a TYPE bigint[];

ALTER TABLE public.t ALTER COLUMN b TYPE integer;

ALTER TABLE public.t ADD COLUMN e public.d[];

-- rewrites the table
ALTER TABLE public.t ADD COLUMN f public.d DEFAULT 3;

ALTER TABLE ONLY public.t ALTER COLUMN c SET DEFAULT ARRAY['x'::text];
