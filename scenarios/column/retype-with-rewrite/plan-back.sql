ALTER TABLE ONLY public.t ALTER COLUMN c DROP DEFAULT;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN a TYPE integer;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN b TYPE text;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN c TYPE text;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN d TYPE date;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN e TYPE json;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN id TYPE integer;

ALTER TABLE ONLY public.t ALTER COLUMN c SET DEFAULT '1'::text;
