ALTER TABLE public.t ALTER COLUMN a TYPE text;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN id TYPE bigint;
