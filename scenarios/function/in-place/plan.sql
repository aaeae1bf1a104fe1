SET check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.f1(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE OR REPLACE FUNCTION public.f2(a integer)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$begin return 1; end$function$;

CREATE OR REPLACE FUNCTION public.f3(VARIADIC a integer[])
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE OR REPLACE FUNCTION public.f4(a integer DEFAULT 1)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE OR REPLACE FUNCTION public.f5(a integer, b integer DEFAULT 2)
 RETURNS integer
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER LEAKPROOF
AS $function$select 1$function$;

CREATE OR REPLACE FUNCTION public.f6()
 RETURNS TABLE(a integer, b integer)
 LANGUAGE sql
AS $function$select 1, 1$function$;

CREATE OR REPLACE FUNCTION public.f7()
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE OR REPLACE FUNCTION public.f8(a integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
 SET work_mem TO '10MB'
 SET search_path TO 'y', 'Z z'
AS $function$select 2$function$;

CREATE OR REPLACE FUNCTION public.f9(a integer)
 RETURNS SETOF integer
 LANGUAGE sql
 ROWS 9
AS $function$select 1$function$;
