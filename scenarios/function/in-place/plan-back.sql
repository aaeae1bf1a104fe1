SET check_function_bodies = off;

DROP FUNCTION public.f1(integer);

DROP FUNCTION public.f4(integer);

DROP FUNCTION public.f5(integer, integer);

CREATE FUNCTION public.f1(integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE OR REPLACE FUNCTION public.f2(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE OR REPLACE FUNCTION public.f3(a integer[])
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE FUNCTION public.f4(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE FUNCTION public.f5(a integer, b integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE OR REPLACE FUNCTION public.f6(OUT a integer, OUT b integer)
 RETURNS SETOF record
 LANGUAGE sql
AS $function$select 1, 1$function$;

CREATE OR REPLACE FUNCTION public.f7(OUT a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE OR REPLACE FUNCTION public.f8(a integer)
 RETURNS integer
 LANGUAGE sql
 STRICT COST 5
 SET search_path TO 'x'
AS $function$select 1$function$;

CREATE OR REPLACE FUNCTION public.f9(a integer)
 RETURNS SETOF integer
 LANGUAGE sql
 ROWS 7
AS $function$select 1$function$;
