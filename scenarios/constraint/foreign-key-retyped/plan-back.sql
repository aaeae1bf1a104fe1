-- rewrites the table
ALTER TABLE public.a ALTER COLUMN id TYPE integer;

-- rewrites the table
ALTER TABLE public.b
  ALTER COLUMN a_id TYPE integer,
  ALTER COLUMN id TYPE integer;

-- rewrites the table
ALTER TABLE public.c
  ALTER COLUMN a_id TYPE integer,
  ALTER COLUMN b_id TYPE integer;
