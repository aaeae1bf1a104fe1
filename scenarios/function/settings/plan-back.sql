SET check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.f()
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE OR REPLACE FUNCTION public.g()
 RETURNS integer
 LANGUAGE plpgsql
 STABLE PARALLEL SAFE COST 5
 SET search_path TO 'public', 'A b'
 SET work_mem TO '1MB'
AS $function$begin return 1; end$function$;

CREATE OR REPLACE FUNCTION public.s()
 RETURNS SETOF integer
 LANGUAGE sql
 ROWS 10
AS $function$select 1$function$;
