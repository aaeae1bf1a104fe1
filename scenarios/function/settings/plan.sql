SET check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.f()
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE PARALLEL RESTRICTED STRICT SECURITY DEFINER LEAKPROOF COST 7
 SET search_path TO ''
AS $function$select 1$function$;

CREATE OR REPLACE FUNCTION public.g()
 RETURNS integer
 LANGUAGE plpgsql
 SET "my.setting" TO 'it''s'
AS $function$begin return 2; end$function$;

CREATE OR REPLACE FUNCTION public.s()
 RETURNS SETOF integer
 LANGUAGE sql
 ROWS 500
AS $function$select 1$function$;
