SET check_function_bodies = off;

DROP FUNCTION "S s"."F f"("S s"."T t"[]);

CREATE OR REPLACE FUNCTION "S s"."F f"("A a" "S s"."T t", "select" "char", c character, d bit varying, e timestamp with time zone[])
 RETURNS "S s"."T t"
 LANGUAGE sql
AS $function$select 'a'::"S s"."T t"$function$;

COMMENT ON FUNCTION "S s"."F f"("S s"."T t", "char", character, bit varying, timestamp with time zone[]) IS 'f';
