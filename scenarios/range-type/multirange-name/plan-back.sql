ALTER TYPE s.mm RENAME TO r_multirange;

ALTER TYPE s.r_multirange SET SCHEMA public;

ALTER FUNCTION public.mm() RENAME TO r_multirange;

ALTER FUNCTION public.mm(public.r) RENAME TO r_multirange;

ALTER FUNCTION public.mm(public.r[]) RENAME TO r_multirange;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN b TYPE public.r_multirange USING b::text::public.r_multirange;
