DROP VIEW public.w;

DROP VIEW public.v;

-- loses data: the values of column public.t.c
ALTER TABLE public.t DROP COLUMN c;

CREATE VIEW public.v AS
 SELECT a,
    b
   FROM public.t;

CREATE VIEW public.w AS
 SELECT a,
    b,
    1 AS one
   FROM public.v;
