SET check_function_bodies = off;

CREATE FUNCTION public.c_cmp(public.c, public.c)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$select ($1).a - ($2).a$function$;

CREATE FUNCTION public.c_eq(public.c, public.c)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$select ($1).a = ($2).a$function$;

CREATE FUNCTION public.c_lt(public.c, public.c)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS $function$select ($1).a < ($2).a$function$;

CREATE OPERATOR public.<<< (FUNCTION = public.c_lt, LEFTARG = public.c, RIGHTARG = public.c);

CREATE OPERATOR public.=#= (FUNCTION = public.c_eq, LEFTARG = public.c, RIGHTARG = public.c, COMMUTATOR = OPERATOR(public.=#=));

CREATE OPERATOR FAMILY public.c_family USING btree;

CREATE OPERATOR CLASS public.c_ops FOR TYPE public.c USING btree FAMILY public.c_family AS OPERATOR 1 public.<<<(public.c,public.c), OPERATOR 3 public.=#=(public.c,public.c), FUNCTION 1 (public.c, public.c) public.c_cmp(public.c,public.c);

CREATE TABLE public.t (
  a public.c
);

CREATE INDEX i ON public.t USING btree (a public.c_ops);

COMMENT ON OPERATOR CLASS public.c_ops USING btree IS 'K';

COMMENT ON OPERATOR FAMILY public.c_family USING btree IS 'F';

COMMENT ON OPERATOR public.<<< (public.c, public.c) IS 'less';
