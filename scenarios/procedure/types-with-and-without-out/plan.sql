SET check_function_bodies = off;

CREATE PROCEDURE public.p(IN a integer, IN b integer)
 LANGUAGE sql
AS $procedure$select 1$procedure$;

COMMENT ON PROCEDURE public.p(IN integer, IN integer) IS 'both in';

COMMENT ON PROCEDURE public.p(integer) IS 'one out';
