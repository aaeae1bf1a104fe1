DROP VIEW public.w;

DROP VIEW public.v;

CREATE VIEW public.v AS
 SELECT a,
    b
   FROM public.t;

CREATE VIEW public.w AS
 SELECT (a + 1) AS c
   FROM public.v;
