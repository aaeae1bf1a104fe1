SET check_function_bodies = off;

DROP EVENT TRIGGER e;

DROP FUNCTION public.s();

CREATE SCHEMA x;

CREATE FUNCTION x.s()
 RETURNS event_trigger
 LANGUAGE plpgsql
AS $function$begin end$function$;

CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION x.s();

ALTER EVENT TRIGGER e DISABLE;

COMMENT ON EVENT TRIGGER e IS 'e';
