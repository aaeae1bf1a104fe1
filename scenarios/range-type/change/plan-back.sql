ALTER FUNCTION public.r(double precision,double precision) RENAME TO r__trueup_aside;

ALTER FUNCTION public.r(double precision,double precision,text) RENAME TO r__trueup_aside;

ALTER FUNCTION public.r_multirange() RENAME TO r__trueup_aside_multirange;

ALTER FUNCTION public.r_multirange(public.r) RENAME TO r__trueup_aside_multirange;

ALTER FUNCTION public.r_multirange(public.r[]) RENAME TO r__trueup_aside_multirange;

ALTER TYPE public.r_multirange RENAME TO r__trueup_aside_multirange;

ALTER TYPE public.r RENAME TO r__trueup_aside;

CREATE TYPE public.r AS RANGE (SUBTYPE = real);

-- rewrites the table
ALTER TABLE public.t
  ALTER COLUMN a TYPE public.r USING a::text::public.r,
  ALTER COLUMN b TYPE public.r_multirange USING b::text::public.r_multirange,
  ALTER COLUMN c TYPE public.r[] USING c::text[]::public.r[];

DROP TYPE public.r__trueup_aside;
