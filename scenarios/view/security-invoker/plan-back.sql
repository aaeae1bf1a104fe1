ALTER VIEW public.v RESET (security_invoker);

CREATE OR REPLACE VIEW public.w WITH (security_invoker='true') AS
 SELECT a
   FROM public.t;
