SET check_function_bodies = off;

DROP VIEW public.v;

DROP FUNCTION public.ranked();

CREATE OR REPLACE FUNCTION public.numbered()
 RETURNS bigint
 LANGUAGE internal
 WINDOW
AS $function$window_row_number$function$;

CREATE VIEW public.v AS
 SELECT public.numbered() OVER () AS n;
