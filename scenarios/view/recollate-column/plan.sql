DROP VIEW public.v;

CREATE VIEW public.v AS
 SELECT a,
    (b COLLATE "C") AS b
   FROM public.t;
