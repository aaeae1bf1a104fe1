-- rewrites the table
ALTER TABLE public.p
  ALTER COLUMN a TYPE text,
  ALTER COLUMN b TYPE text;

ALTER TABLE public.p_1 ALTER COLUMN a SET STORAGE PLAIN;

-- rewrites the table
ALTER TABLE public.q ALTER COLUMN a TYPE text;
