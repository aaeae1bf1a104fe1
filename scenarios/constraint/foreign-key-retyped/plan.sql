-- rewrites the table
ALTER TABLE public.a ALTER COLUMN id TYPE bigint;

-- rewrites the table
ALTER TABLE public.b
  ALTER COLUMN a_id TYPE bigint,
  ALTER COLUMN id TYPE bigint;

-- rewrites the table
ALTER TABLE public.c
  ALTER COLUMN a_id TYPE bigint,
  ALTER COLUMN b_id TYPE bigint;
