ALTER TABLE ONLY public.t ALTER COLUMN c DROP DEFAULT;

-- loses data: the time of day of the values of column public.t.d
-- rewrites the table
ALTER TABLE public.t
  ALTER COLUMN a TYPE integer,
  ALTER COLUMN b TYPE text,
  ALTER COLUMN c TYPE text,
  ALTER COLUMN d TYPE date,
  ALTER COLUMN e TYPE json,
  ALTER COLUMN id TYPE integer;

ALTER TABLE ONLY public.t ALTER COLUMN c SET DEFAULT '1'::text;
