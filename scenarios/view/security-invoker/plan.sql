ALTER VIEW public.v SET (security_invoker='true');

CREATE OR REPLACE VIEW public.w WITH (security_invoker=off, security_barrier='true') AS
 SELECT (a + 1) AS a
   FROM public.t;
