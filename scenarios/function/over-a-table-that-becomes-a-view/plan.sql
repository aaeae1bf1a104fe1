SET check_function_bodies = off;

DROP FUNCTION public.f();

-- loses data: the rows of table public.t
DROP TABLE public.t;

CREATE VIEW public.t AS
 SELECT id,
    k,
    NULL::date AS day
   FROM public.base;

CREATE FUNCTION public.f()
 RETURNS SETOF public.t
 LANGUAGE sql
 STABLE
BEGIN ATOMIC
 SELECT t.id,
     t.k,
     t.day
    FROM public.t;
END;
