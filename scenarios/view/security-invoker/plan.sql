ALTER VIEW public.v SET (security_invoker='true');

CREATE OR REPLACE VIEW public.w WITH (security_barrier='true', security_invoker=off) AS
 SELECT (a + 1) AS a
   FROM public.t;
