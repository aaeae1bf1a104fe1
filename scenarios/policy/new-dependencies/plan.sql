SET check_function_bodies = off;

CREATE FUNCTION public.f(integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$select true$function$;

ALTER TABLE public.t ENABLE ROW LEVEL SECURITY;

CREATE TABLE public.u (
  a integer
);

CREATE VIEW public.v AS
 SELECT a
   FROM public.u;

CREATE POLICY p ON public.t USING ((public.f(a) AND (EXISTS ( SELECT
   FROM public.v
  WHERE (v.a = t.a))))) WITH CHECK ((a IN ( SELECT u.a
   FROM public.u)));
