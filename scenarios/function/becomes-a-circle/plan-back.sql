SET check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.even(n integer)
 RETURNS boolean
 LANGUAGE sql
RETURN true;

CREATE OR REPLACE FUNCTION public.odd(n integer)
 RETURNS boolean
 LANGUAGE sql
RETURN true;

CREATE OR REPLACE VIEW public.v AS
 SELECT 1 AS a;

CREATE OR REPLACE FUNCTION public.f(public.v)
 RETURNS integer
 LANGUAGE sql
RETURN 1;
