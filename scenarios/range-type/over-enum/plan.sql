ALTER TYPE public.c RENAME TO c__trueup_aside;

ALTER DOMAIN public.dr RENAME TO dr__trueup_aside;

ALTER FUNCTION public.r(public.e,public.e) RENAME TO r__trueup_aside;

ALTER FUNCTION public.r(public.e,public.e,text) RENAME TO r__trueup_aside;

ALTER FUNCTION public.r_multirange() RENAME TO r__trueup_aside_multirange;

ALTER FUNCTION public.r_multirange(public.r) RENAME TO r__trueup_aside_multirange;

ALTER FUNCTION public.r_multirange(public.r[]) RENAME TO r__trueup_aside_multirange;

ALTER TYPE public.r_multirange RENAME TO r__trueup_aside_multirange;

ALTER TYPE public.r RENAME TO r__trueup_aside;

-- moving the columns over to the new public.e fails where rows hold 'b'
ALTER TYPE public.e RENAME TO e__trueup_aside;

CREATE TYPE public.e AS ENUM ('a', 'c');

CREATE TYPE public.r AS RANGE (SUBTYPE = public.e);

CREATE TYPE public.c AS (r public.r, x public.e);

CREATE DOMAIN public.dr AS public.r;

-- rewrites the table
ALTER TABLE public.t
  ALTER COLUMN m TYPE public.r_multirange USING m::text::public.r_multirange,
  ALTER COLUMN r TYPE public.r USING r::text::public.r;

-- rewrites the table
ALTER TABLE public.t2
  ALTER COLUMN c TYPE public.c USING c::text::public.c,
  ALTER COLUMN d TYPE public.dr USING d::text::public.dr;

DROP TYPE public.c__trueup_aside;

DROP DOMAIN public.dr__trueup_aside;

DROP TYPE public.r__trueup_aside;

DROP TYPE public.e__trueup_aside;
