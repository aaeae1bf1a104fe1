SET check_function_bodies = off;

DROP POLICY p ON public.t;

ALTER TABLE public.t DROP CONSTRAINT t_a_check;

DROP VIEW public.v;

ALTER TABLE ONLY public.t ALTER COLUMN a DROP DEFAULT;

DROP FUNCTION public.f(integer);

CREATE FUNCTION public.f(a integer, b integer DEFAULT 0)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$select a + b$function$;

ALTER TABLE ONLY public.t ALTER COLUMN a SET DEFAULT public.f(1);

CREATE VIEW public.v AS
 SELECT public.f(a) AS b
   FROM public.t;

-- scans the table
ALTER TABLE public.t ADD CONSTRAINT t_a_check CHECK ((public.f(a) > 0));

CREATE POLICY p ON public.t USING ((public.f(a) > 0));
