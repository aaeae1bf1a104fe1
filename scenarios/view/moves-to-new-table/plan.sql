SET check_function_bodies = off;

CREATE FUNCTION public.f(integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1 > 0$function$;

CREATE TABLE public.new_t (
  a integer,
  b text
);

CREATE OR REPLACE VIEW public.v AS
 SELECT a,
    b,
    public.f(a) AS c
   FROM public.new_t;

-- loses data: the rows of table public.old_t
DROP TABLE public.old_t;
