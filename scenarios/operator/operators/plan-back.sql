SET check_function_bodies = off;

DROP INDEX public.i;

DROP VIEW public.v;

DROP CAST (bytea AS date);

DROP OPERATOR CLASS public.oc USING btree;

DROP OPERATOR CLASS public.oc2 USING btree;

DROP OPERATOR FAMILY public.oc2 USING btree;

DROP OPERATOR public.<<< (integer, integer);

DROP FUNCTION public.b2i(bytea);

DROP FUNCTION public.lt(integer, integer);

CREATE FUNCTION public.lt(integer, integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$select $1<$2$function$;

CREATE OPERATOR public.<<< (FUNCTION = public.lt, LEFTARG = integer, RIGHTARG = integer);

CREATE CAST (bytea AS date) WITH INOUT;

ALTER OPERATOR FAMILY public.f USING btree DROP OPERATOR 1 (integer, bigint);

CREATE OPERATOR CLASS public.oc FOR TYPE integer USING btree FAMILY public.f AS OPERATOR 1 public.<<<(integer,integer), OPERATOR 3 =(integer,integer), FUNCTION 1 (integer, integer) public.cmp(integer,integer);

CREATE VIEW public.v AS
 SELECT a
   FROM public.t
  WHERE (a OPERATOR(public.<<<) 3);

CREATE INDEX i ON public.t USING btree (a public.oc);
