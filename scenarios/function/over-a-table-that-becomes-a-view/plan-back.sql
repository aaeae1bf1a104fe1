SET check_function_bodies = off;

DROP FUNCTION public.f();

DROP VIEW public.t;

CREATE TABLE public.t (
  id integer,
  extra integer
);

CREATE FUNCTION public.f()
 RETURNS SETOF public.t
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT t.id,
     t.extra
    FROM public.t;
END;
