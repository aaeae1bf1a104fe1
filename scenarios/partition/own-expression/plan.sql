-- rewrites the table
ALTER TABLE public.p ADD COLUMN b integer GENERATED ALWAYS AS ((a + 1)) STORED;

-- rewrites the table
ALTER TABLE public.p1 ALTER COLUMN b SET EXPRESSION AS ((a + 2));
