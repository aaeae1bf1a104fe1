SET check_function_bodies = off;

DROP INDEX public.ti;

DROP VIEW public.w;

ALTER TABLE ONLY public.t ALTER COLUMN v DROP DEFAULT;

DROP FUNCTION public.f(public.e);

DROP FUNCTION public.g(public.ce);

ALTER TYPE public.ce RENAME TO ce__trueup_aside;

ALTER DOMAIN public.de RENAME TO de__trueup_aside;

ALTER TYPE public.e RENAME TO e__trueup_aside;

CREATE TYPE public.e AS ENUM ('a', 'b', 'c');

CREATE TYPE public.ce AS (x integer, y public.e);

CREATE DOMAIN public.de AS public.e CONSTRAINT de_check CHECK ((VALUE <> 'c'::public.e));

CREATE FUNCTION public.f(public.e)
 RETURNS public.e
 LANGUAGE sql
AS $function$select $1$function$;

CREATE FUNCTION public.g(x public.ce)
 RETURNS public.e
 LANGUAGE sql
AS $function$select (x).y$function$;

-- rewrites the table
ALTER TABLE public.t
  ALTER COLUMN c TYPE public.ce USING c::text::public.ce,
  ALTER COLUMN cs TYPE public.ce[] USING cs::text[]::public.ce[],
  ALTER COLUMN d TYPE public.de USING d::text::public.de,
  ALTER COLUMN v TYPE public.e USING v::text::public.e,
  ALTER COLUMN vs TYPE public.e[] USING vs::text[]::public.e[];

DROP TYPE public.ce__trueup_aside;

DROP DOMAIN public.de__trueup_aside;

DROP TYPE public.e__trueup_aside;

ALTER TABLE ONLY public.t ALTER COLUMN v SET DEFAULT 'a'::public.e;

CREATE VIEW public.w AS
 SELECT v,
    d,
    (c).y AS y
   FROM public.t;

CREATE INDEX ti ON public.t USING btree (v) WHERE (v = 'b'::public.e);

COMMENT ON COLUMN public.ce.y IS 'Y';

COMMENT ON TYPE public.ce IS 'C';

COMMENT ON DOMAIN public.de IS 'D';

COMMENT ON TYPE public.e IS 'E';
