SET check_function_bodies = off;

CREATE TABLE public.a (
  id integer,
  label text
);

CREATE FUNCTION public.count_a()
 RETURNS bigint
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT count(*) AS count
    FROM public.a;
END;

CREATE FUNCTION public.first_a()
 RETURNS public.a
 LANGUAGE sql
 STABLE
AS $function$select * from a limit 1$function$;

CREATE VIEW public.v AS
 SELECT public.count_a() AS n,
    (public.first_a()).label AS label;

CREATE FUNCTION public.from_v()
 RETURNS TABLE(n bigint)
 LANGUAGE sql
BEGIN ATOMIC
 SELECT v.n
    FROM public.v;
END;

CREATE TABLE public.b (
  id integer DEFAULT public.count_a(),
  x public.a DEFAULT public.first_a(),
  CONSTRAINT b_id_check CHECK ((id >= 0))
);

CREATE FUNCTION public.all_b()
 RETURNS SETOF public.b
 LANGUAGE sql
BEGIN ATOMIC
 SELECT b.id,
     b.x
    FROM public.b;
END;
