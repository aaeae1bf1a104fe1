ALTER TABLE public.t DROP COLUMN g;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN a TYPE bigint;

-- rewrites the table
ALTER TABLE public.t ADD COLUMN g bigint GENERATED ALWAYS AS ((a * 2)) STORED;
