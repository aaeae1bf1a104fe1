ALTER TYPE public.r_multirange RENAME TO mm;

ALTER TYPE public.mm SET SCHEMA s;

ALTER FUNCTION public.r_multirange() RENAME TO mm;

ALTER FUNCTION public.r_multirange(public.r) RENAME TO mm;

ALTER FUNCTION public.r_multirange(public.r[]) RENAME TO mm;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN b TYPE s.mm USING b::text::s.mm;
