ALTER TABLE public.t DROP COLUMN g;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN a TYPE integer;

-- rewrites the table
ALTER TABLE public.t ADD COLUMN g integer GENERATED ALWAYS AS ((a * 2)) STORED;
