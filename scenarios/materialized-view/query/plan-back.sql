DROP VIEW public.v;

DROP MATERIALIZED VIEW public.m;

-- runs its query to fill it
CREATE MATERIALIZED VIEW public.m AS
 SELECT a,
    b
   FROM public.t;

ALTER MATERIALIZED VIEW public.m ALTER COLUMN a SET (n_distinct='-1');

ALTER MATERIALIZED VIEW public.m ALTER COLUMN b SET STATISTICS 500;

ALTER MATERIALIZED VIEW public.m ALTER COLUMN b SET STORAGE EXTERNAL;

CREATE VIEW public.v AS
 SELECT b
   FROM public.m;

CREATE UNIQUE INDEX m_a ON public.m USING btree (a);

CREATE INDEX m_b ON public.m USING btree (lower(b));

ALTER INDEX public.m_b ALTER COLUMN 1 SET STATISTICS 77;

ALTER MATERIALIZED VIEW public.m CLUSTER ON m_a;

COMMENT ON INDEX public.m_a IS 'for refresh concurrently';

COMMENT ON MATERIALIZED VIEW public.m IS 'made nightly';

COMMENT ON COLUMN public.m.b IS 'bee';

COMMENT ON VIEW public.v IS 'over m';

GRANT SELECT ON TABLE public.m TO PUBLIC;

GRANT SELECT (b) ON TABLE public.v TO PUBLIC;
