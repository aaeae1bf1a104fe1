SET check_function_bodies = off;

CREATE FUNCTION s.text2in(cstring)
 RETURNS s.text2
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$textin$function$;

CREATE FUNCTION s.text2out(s.text2)
 RETURNS cstring
 LANGUAGE internal
 IMMUTABLE STRICT
AS $function$textout$function$;

CREATE TABLE s.t (
  a s.text2,
  b s.text2[]
);
