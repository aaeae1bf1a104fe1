SET check_function_bodies = off;

DROP PROCEDURE public.p2(integer);

DROP PROCEDURE public.p3(integer);

DROP PROCEDURE public.p4(integer);

CREATE OR REPLACE PROCEDURE public.p1(IN a integer DEFAULT 1)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO ''
AS $procedure$begin commit; end$procedure$;

CREATE PROCEDURE public.p2(IN a integer, OUT c integer)
 LANGUAGE sql
AS $procedure$select 1$procedure$;

CREATE PROCEDURE public.p3(IN b integer)
 LANGUAGE sql
AS $procedure$select 1$procedure$;

CREATE PROCEDURE public.p4(IN a integer)
 LANGUAGE sql
AS $procedure$select 1$procedure$;

COMMENT ON PROCEDURE public.p2(integer) IS 'two';
