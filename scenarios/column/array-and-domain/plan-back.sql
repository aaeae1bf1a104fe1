-- loses data: the values of column public.t.e
ALTER TABLE public.t DROP COLUMN e;

-- loses data: the values of column public.t.f
ALTER TABLE public.t DROP COLUMN f;

-- rewrites the table
ALTER TABLE public.t
  ALTER COLUMN a TYPE integer[],
  ALTER COLUMN b TYPE public.d;

ALTER TABLE ONLY public.t ALTER COLUMN c SET DEFAULT '{}'::text[];
