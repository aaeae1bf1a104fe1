SET check_function_bodies = off;

DROP VIEW public.v;

DROP FUNCTION public.f(public.c);

ALTER TYPE public.c DROP ATTRIBUTE d;

ALTER TYPE public.c ALTER ATTRIBUTE a SET DATA TYPE integer;

CREATE FUNCTION public.f(public.c)
 RETURNS integer
 LANGUAGE sql
BEGIN ATOMIC
 SELECT ($1).a AS a;
END;

CREATE VIEW public.v AS
 SELECT (NULL::public.c).a AS a,
    (NULL::public.c).b AS b;
