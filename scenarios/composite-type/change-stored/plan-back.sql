DROP VIEW public.v;

ALTER TYPE public.c RENAME TO c__trueup_aside;

CREATE FUNCTION public.c__trueup_aside(public.c__trueup_aside) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS 'SELECT ROW(($1).a::text, ($1).b::text, NULL)::text';

CREATE CAST (public.c__trueup_aside AS text) WITH FUNCTION public.c__trueup_aside(public.c__trueup_aside);

CREATE TYPE public.c AS (a integer, b text, z integer);

-- rewrites the table
ALTER TABLE public.t
  ALTER COLUMN c TYPE public.c USING c::text::public.c,
  ALTER COLUMN cs TYPE public.c[] USING cs::text[]::public.c[];

DROP CAST (public.c__trueup_aside AS text);

DROP FUNCTION public.c__trueup_aside(public.c__trueup_aside);

-- loses data: the values of attribute y of type public.c
DROP TYPE public.c__trueup_aside;

CREATE VIEW public.v AS
 SELECT (c).a AS a
   FROM public.t;
