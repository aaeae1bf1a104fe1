DROP INDEX public.t_z_idx;

DROP VIEW public.v;

ALTER TYPE public.o RENAME TO o__trueup_aside;

CREATE FUNCTION public.o__trueup_aside(public.o__trueup_aside) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS 'SELECT ROW(($1).x::text, ($1).c::text)::text';

CREATE CAST (public.o__trueup_aside AS text) WITH FUNCTION public.o__trueup_aside(public.o__trueup_aside);

ALTER DOMAIN public.dc RENAME TO dc__trueup_aside;

ALTER TYPE public.c RENAME TO c__trueup_aside;

CREATE FUNCTION public.c__trueup_aside(public.c__trueup_aside) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS 'SELECT ROW(($1).a::text, ($1).z::text, NULL)::text';

CREATE CAST (public.c__trueup_aside AS text) WITH FUNCTION public.c__trueup_aside(public.c__trueup_aside);

CREATE TYPE public.c AS (a bigint, z text, n date);

CREATE TYPE public.o AS (x integer, c public.c);

CREATE DOMAIN public.dc AS public.c;

-- rewrites the table
ALTER TABLE public.t
  ALTER COLUMN c TYPE public.c USING c::text::public.c,
  ALTER COLUMN cs TYPE public.c[] USING cs::text[]::public.c[],
  ALTER COLUMN d TYPE public.dc USING d::text::public.dc,
  ALTER COLUMN o TYPE public.o USING o::text::public.o;

DROP CAST (public.o__trueup_aside AS text);

DROP FUNCTION public.o__trueup_aside(public.o__trueup_aside);

DROP TYPE public.o__trueup_aside;

DROP DOMAIN public.dc__trueup_aside;

DROP CAST (public.c__trueup_aside AS text);

DROP FUNCTION public.c__trueup_aside(public.c__trueup_aside);

-- loses data: the values of attribute b of type public.c
DROP TYPE public.c__trueup_aside;

CREATE VIEW public.v AS
 SELECT (c).a AS a,
    (c).z AS z
   FROM public.t;

CREATE INDEX t_z_idx ON public.t USING btree (((c).z));

COMMENT ON COLUMN public.c.z IS 'zzz';
