-- loses data: the values of column public.t.d
ALTER TABLE public.t DROP COLUMN d;

ALTER TYPE public.c DROP ATTRIBUTE d CASCADE;

-- rewrites the table
ALTER TYPE public.c ALTER ATTRIBUTE b SET DATA TYPE text CASCADE;

ALTER TABLE public.t ALTER COLUMN b TYPE text;
