DROP MATERIALIZED VIEW public.q;

-- runs its query to fill it
CREATE MATERIALIZED VIEW public.q AS
 SELECT a
   FROM public.t;
