DROP MATERIALIZED VIEW public.n;

DROP VIEW public.m;

DROP VIEW public.v;

CREATE TABLE public.v (
  a integer,
  b text
);

CREATE VIEW public.n AS
 SELECT a
   FROM public.t;

-- runs its query to fill it
CREATE MATERIALIZED VIEW public.m AS
 SELECT a
   FROM public.t;
