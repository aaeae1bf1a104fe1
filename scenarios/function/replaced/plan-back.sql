SET check_function_bodies = off;

DROP FUNCTION public.f1(integer);

DROP FUNCTION public.f3();

DROP FUNCTION public.f4(integer);

DROP FUNCTION public.f5(anyelement);

DROP FUNCTION public.f6(integer);

DROP FUNCTION public.f8();

DROP FUNCTION public.f9(integer, text);

DROP PROCEDURE public.f7(integer);

CREATE FUNCTION public.f1(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE OR REPLACE FUNCTION public.f2(a integer DEFAULT 1)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE FUNCTION public.f3(OUT a integer, OUT b integer)
 RETURNS record
 LANGUAGE sql
AS $function$select 1, 1$function$;

CREATE FUNCTION public.f4(a integer)
 RETURNS integer
 LANGUAGE internal
 WINDOW
AS $function$window_row_number$function$;

CREATE FUNCTION public.f5(a anyelement DEFAULT 1)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE FUNCTION public.f6(a integer)
 RETURNS SETOF integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE FUNCTION public.f7(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE FUNCTION public.f8()
 RETURNS TABLE(a integer, b integer)
 LANGUAGE sql
AS $function$select 1, 1$function$;

CREATE FUNCTION public.f9(a integer, INOUT b integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;
