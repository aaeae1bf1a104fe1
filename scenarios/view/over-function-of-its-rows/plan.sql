SET check_function_bodies = off;

DROP SCHEMA apart;

CREATE TYPE public.size AS ENUM ('s', 'm');

CREATE TABLE public.t (
  a integer,
  "Odd, name" text COLLATE pg_catalog."C",
  s public.size,
  n numeric(5,2)
);

CREATE VIEW public.v AS
SELECT NULL::integer AS a, NULL::text COLLATE "C" AS "Odd, name", NULL::public.size AS s, NULL::numeric(5,2) AS n;

CREATE FUNCTION public.doubled(public.v)
 RETURNS integer
 LANGUAGE sql
 STABLE
AS $function$SELECT $1.a * 2$function$;

CREATE OR REPLACE VIEW public.v WITH (security_barrier='true') AS
 SELECT a,
    "Odd, name",
    s,
    n
   FROM public.t
  WHERE (public.doubled(ROW(a, 'x'::text, 's'::public.size, (1)::numeric(5,2))::public.v) > 1);

CREATE VIEW public.w AS
 SELECT public.doubled(v.*) AS d
   FROM public.v;

-- runs its query to fill it
CREATE MATERIALIZED VIEW public.m AS
 SELECT d
   FROM public.w;

COMMENT ON COLUMN public.v."Odd, name" IS 'odd';

GRANT SELECT ON TABLE public.v TO PUBLIC;
