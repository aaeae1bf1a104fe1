SET check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.odd(n integer)
 RETURNS boolean
 LANGUAGE sql
RETURN (NOT public.even((n - 1)));

CREATE OR REPLACE FUNCTION public.even(n integer)
 RETURNS boolean
 LANGUAGE sql
RETURN (NOT public.odd((n - 1)));

CREATE OR REPLACE VIEW public.v AS
 SELECT 1 AS a
  WHERE (public.f(ROW(1)::public.v) = 1);

CREATE OR REPLACE FUNCTION public.f(public.v)
 RETURNS integer
 LANGUAGE sql
RETURN (SELECT v.a FROM public.v LIMIT 1);
