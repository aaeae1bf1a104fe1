SET check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.positive(value integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1 > 0$function$;
