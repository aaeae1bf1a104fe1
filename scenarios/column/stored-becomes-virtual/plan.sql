ALTER TABLE public.t DROP COLUMN v;

-- rewrites the table
ALTER TABLE public.t ADD COLUMN v integer GENERATED ALWAYS AS ((a + 1)) STORED;
