SET check_function_bodies = off;

DROP FUNCTION public.f1(integer);

DROP FUNCTION public.f2(integer);

DROP FUNCTION public.f3();

DROP FUNCTION public.f4(integer);

DROP FUNCTION public.f5(anyelement);

DROP FUNCTION public.f6(integer);

DROP FUNCTION public.f7(integer);

DROP FUNCTION public.f8();

DROP FUNCTION public.f9(integer, integer);

CREATE FUNCTION public.f1(b integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE FUNCTION public.f2(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE FUNCTION public.f3(OUT a integer, OUT c integer)
 RETURNS record
 LANGUAGE sql
AS $function$select 1, 1$function$;

CREATE FUNCTION public.f4(a integer)
 RETURNS integer
 LANGUAGE internal
AS $function$int4up$function$;

CREATE FUNCTION public.f5(a anyelement DEFAULT 'x'::text)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE FUNCTION public.f6(a integer)
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE FUNCTION public.f8()
 RETURNS TABLE(a integer, b integer, c integer)
 LANGUAGE sql
AS $function$select 1, 1, 1$function$;

CREATE FUNCTION public.f9(a integer, INOUT b text)
 RETURNS text
 LANGUAGE sql
AS $function$select '1'$function$;

CREATE PROCEDURE public.f7(IN a integer)
 LANGUAGE sql
AS $procedure$select 1$procedure$;

COMMENT ON FUNCTION public.f2(integer) IS 'two';
