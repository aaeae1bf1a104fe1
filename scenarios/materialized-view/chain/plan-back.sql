DROP MATERIALIZED VIEW public.m3;

DROP MATERIALIZED VIEW public.m2;

DROP MATERIALIZED VIEW public.m1;

-- runs its query to fill it
CREATE MATERIALIZED VIEW public.m1 AS
 SELECT a,
    b
   FROM public.t;

-- runs its query to fill it
CREATE MATERIALIZED VIEW public.m2 AS
 SELECT a
   FROM public.m1;

-- runs its query to fill it
CREATE MATERIALIZED VIEW public.m3 AS
 SELECT count(*) AS n
   FROM public.m2;

CREATE INDEX m3_n_idx ON public.m3 USING btree (n);
