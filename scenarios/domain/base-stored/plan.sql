ALTER TABLE public.t DROP CONSTRAINT t_a_check;

ALTER TABLE ONLY public.t ALTER COLUMN e DROP DEFAULT;

ALTER TYPE public.c RENAME TO c__trueup_aside;

CREATE FUNCTION public.c__trueup_aside(public.c__trueup_aside) RETURNS text LANGUAGE sql IMMUTABLE STRICT AS 'SELECT ROW(($1).d::text)::text';

CREATE CAST (public.c__trueup_aside AS text) WITH FUNCTION public.c__trueup_aside(public.c__trueup_aside);

ALTER DOMAIN public.d2 RENAME TO d2__trueup_aside;

ALTER DOMAIN public.d RENAME TO d__trueup_aside;

CREATE DOMAIN public.d AS bigint DEFAULT 7 CONSTRAINT k CHECK ((VALUE > 1));

CREATE TYPE public.c AS (d public.d);

CREATE DOMAIN public.d2 AS public.d DEFAULT 7;

-- rewrites the table
ALTER TABLE public.t
  ALTER COLUMN a TYPE public.d USING a::text::public.d,
  ALTER COLUMN b TYPE public.d[] USING b::text[]::public.d[],
  ALTER COLUMN c TYPE public.c USING c::text::public.c,
  ALTER COLUMN e TYPE public.d2 USING e::text::public.d2;

DROP CAST (public.c__trueup_aside AS text);

DROP FUNCTION public.c__trueup_aside(public.c__trueup_aside);

DROP TYPE public.c__trueup_aside;

DROP DOMAIN public.d2__trueup_aside;

DROP DOMAIN public.d__trueup_aside;

ALTER TABLE ONLY public.t ALTER COLUMN e SET DEFAULT 3;

-- scans the table
ALTER TABLE public.t ADD CONSTRAINT t_a_check CHECK (((a)::bigint > 2));

COMMENT ON CONSTRAINT k ON DOMAIN public.d IS 'kk';
