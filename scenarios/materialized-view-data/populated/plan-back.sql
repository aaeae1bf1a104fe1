DROP MATERIALIZED VIEW public.q;

-- runs its query to fill it
CREATE MATERIALIZED VIEW public.q AS
 SELECT a
   FROM public.t
  WHERE (a > 0);

-- runs its query; reading it waits that long
-- rewrites the table
REFRESH MATERIALIZED VIEW public.m;

ALTER MATERIALIZED VIEW public.m OWNER TO postgres;

ALTER TABLE public.t OWNER TO postgres;
