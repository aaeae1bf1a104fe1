SET check_function_bodies = off;

DROP INDEX public.i;

DROP CAST (bytea AS date);

DROP OPERATOR CLASS public.oc USING btree;

CREATE FUNCTION public.b2i(bytea)
 RETURNS date
 LANGUAGE sql
AS $function$select null::date$function$;

CREATE OR REPLACE FUNCTION public.lt(x integer, integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1<$2$function$;

ALTER OPERATOR public.<<< (integer, integer) SET (RESTRICT = scalarltsel);

CREATE CAST (bytea AS date) WITH FUNCTION public.b2i(bytea) AS ASSIGNMENT;

ALTER OPERATOR FAMILY public.f USING btree ADD OPERATOR 1 <(integer,bigint);

CREATE OPERATOR CLASS public.oc FOR TYPE integer USING btree FAMILY public.f AS OPERATOR 1 public.<<<(integer,integer), OPERATOR 3 =(integer,integer), OPERATOR 5 >(integer,integer), FUNCTION 1 (integer, integer) public.cmp(integer,integer);

CREATE OPERATOR FAMILY public.oc2 USING btree;

CREATE OPERATOR CLASS public.oc2 FOR TYPE integer USING btree FAMILY public.oc2 AS FUNCTION 1 (integer, integer) public.cmp(integer,integer);

CREATE INDEX i ON public.t USING btree (a public.oc);
