SET check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.numbered()
 RETURNS bigint
 LANGUAGE internal
 WINDOW IMMUTABLE
AS $function$window_row_number$function$;

CREATE FUNCTION public.ranked()
 RETURNS bigint
 LANGUAGE internal
 WINDOW
AS $function$window_rank$function$;

CREATE OR REPLACE VIEW public.v AS
 SELECT public.numbered() OVER () AS n,
    public.ranked() OVER () AS r;

COMMENT ON FUNCTION public.ranked() IS 'R';
