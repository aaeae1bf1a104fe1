SET check_function_bodies = off;

CREATE TYPE s.text2;

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

CREATE TYPE s.text2 (
  INPUT = s.text2in,
  OUTPUT = s.text2out,
  INTERNALLENGTH = VARIABLE,
  ALIGNMENT = int4,
  STORAGE = extended,
  CATEGORY = 'S',
  COLLATABLE = true
);

CREATE TABLE s.t (
  a s.text2,
  b s.text2[]
);

COMMENT ON TYPE s.text2 IS 'T';
