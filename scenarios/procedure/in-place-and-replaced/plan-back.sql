SET check_function_bodies = off;

DROP PROCEDURE public.p1(integer);

DROP PROCEDURE public.p2(integer);

DROP PROCEDURE public.p3(integer);

DROP PROCEDURE public.p4(integer);

CREATE PROCEDURE public.p1(IN a integer)
 LANGUAGE sql
AS $procedure$select 1$procedure$;

CREATE PROCEDURE public.p2(IN a integer, OUT b integer)
 LANGUAGE sql
AS $procedure$select 1$procedure$;

CREATE PROCEDURE public.p3(IN a integer)
 LANGUAGE sql
AS $procedure$select 1$procedure$;

CREATE PROCEDURE public.p4(INOUT a integer)
 LANGUAGE sql
AS $procedure$select 1$procedure$;

COMMENT ON PROCEDURE public.p2(integer) IS 'two';
