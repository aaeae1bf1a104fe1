SET check_function_bodies = off;

CREATE FUNCTION s.f()
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE FUNCTION s.g()
 RETURNS integer
 LANGUAGE sql
AS $function$select 1$function$;

CREATE TABLE public.plain (
  a integer
);

CREATE TABLE s.granted (
  a integer
);

CREATE TABLE s.revoked (
  a integer
);

CREATE VIEW s.more AS
 SELECT 1 AS a;

GRANT EXECUTE ON FUNCTION s.g() TO PUBLIC;

REVOKE EXECUTE ON FUNCTION s.g() FROM scenario_reader;

REVOKE SELECT ON TABLE s.revoked FROM scenario_reader;

GRANT INSERT ON TABLE s.more TO scenario_reader;
