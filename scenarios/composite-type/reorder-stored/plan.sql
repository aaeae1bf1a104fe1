ALTER TYPE public.c RENAME TO c__trueup_aside;

CREATE FUNCTION public.c__trueup_aside(public.c__trueup_aside) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS 'SELECT ROW(($1).b::text, ($1).a::text)::text';

CREATE CAST (public.c__trueup_aside AS text) WITH FUNCTION public.c__trueup_aside(public.c__trueup_aside);

CREATE TYPE public.c AS (b text, a integer);

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN c TYPE public.c USING c::text::public.c;

DROP CAST (public.c__trueup_aside AS text);

DROP FUNCTION public.c__trueup_aside(public.c__trueup_aside);

DROP TYPE public.c__trueup_aside;
