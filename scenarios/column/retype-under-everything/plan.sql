DROP POLICY p ON public.t;

DROP MATERIALIZED VIEW public.m;

DROP TRIGGER g1 ON public.t;

DROP TRIGGER g2 ON public.t;

DROP STATISTICS public.s;

DROP RULE r ON public.t;

DROP VIEW public.w;

DROP VIEW public.v;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN a TYPE bigint;

CREATE VIEW public.v AS
 SELECT a,
    b
   FROM public.t;

CREATE VIEW public.w AS
 SELECT a
   FROM public.v;

CREATE RULE r AS
    ON DELETE TO public.t DO  INSERT INTO public.log (a)
  VALUES (old.a);

-- holds nothing until the next ANALYZE
CREATE STATISTICS public.s ON a, b FROM public.t;

CREATE TRIGGER g1 BEFORE UPDATE OF a ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();

CREATE TRIGGER g2 BEFORE UPDATE ON public.t FOR EACH ROW WHEN ((new.a > 1)) EXECUTE FUNCTION public.f();

-- runs its query to fill it
CREATE MATERIALIZED VIEW public.m AS
 SELECT a
   FROM public.t;

CREATE INDEX m_a_idx ON public.m USING btree (a);

CREATE POLICY p ON public.t USING ((a > 0));

COMMENT ON POLICY p ON public.t IS 'P';

COMMENT ON RULE r ON public.t IS 'R';

COMMENT ON TRIGGER g2 ON public.t IS 'G';

COMMENT ON VIEW public.v IS 'V';

GRANT SELECT (a) ON TABLE public.w TO PUBLIC;

GRANT SELECT ON TABLE public.v TO PUBLIC;
