DROP VIEW public.y;

ALTER VIEW public.v RESET (security_barrier);

CREATE OR REPLACE VIEW public.w WITH (security_barrier='true') AS
 SELECT a,
    b
   FROM public.t
  WHERE (a > 0);

CREATE OR REPLACE VIEW public.x WITH (security_barrier='true', check_option=local) AS
 SELECT a,
    b
   FROM public.t
  WHERE (a > 0);

CREATE VIEW public.y WITH (check_option=cascaded) AS
 SELECT a,
    b
   FROM public.t
  WHERE (a > 0);
