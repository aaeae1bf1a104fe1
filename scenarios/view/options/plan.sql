ALTER VIEW public.v SET (security_barrier='true');

CREATE OR REPLACE VIEW public.w WITH (check_option=cascaded, security_barrier='false') AS
 SELECT a,
    b
   FROM public.t
  WHERE (a > 1);

CREATE OR REPLACE VIEW public.x WITH (security_barrier='true', check_option=local) AS
 SELECT a,
    b
   FROM public.t
  WHERE (a > 1);

CREATE OR REPLACE VIEW public.y AS
 SELECT a,
    b,
    (a + 1) AS c
   FROM public.t
  WHERE (a > 0);
