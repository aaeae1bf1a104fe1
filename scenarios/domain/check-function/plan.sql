SET check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.f(x text)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$select true$function$;
