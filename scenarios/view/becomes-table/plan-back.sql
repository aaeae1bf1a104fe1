DROP MATERIALIZED VIEW public.m;

DROP VIEW public.n;

-- loses data: the rows of table public.v
DROP TABLE public.v;

CREATE VIEW public.m AS
 SELECT a
   FROM public.t;

CREATE VIEW public.v AS
 SELECT a,
    b
   FROM public.t;

-- runs its query to fill it
CREATE MATERIALIZED VIEW public.n AS
 SELECT a
   FROM public.t;
