GRANT EXECUTE ON FUNCTION public.similarity(text, text) TO PUBLIC;

REVOKE EXECUTE ON FUNCTION public.similarity(text, text) FROM reader;

DROP INDEX public.i;

DROP VIEW public.v;

DROP EXTENSION pg_trgm;

CREATE EXTENSION pg_trgm WITH SCHEMA public VERSION '1.3';

CREATE VIEW public.v AS
 SELECT a
   FROM public.t
  WHERE (a OPERATOR(public.%) 'x'::text);

CREATE INDEX i ON public.t USING gin (a public.gin_trgm_ops);

COMMENT ON VIEW public.v IS 'alike';

REVOKE EXECUTE ON FUNCTION public.similarity(text, text) FROM PUBLIC;

GRANT EXECUTE ON FUNCTION public.similarity(text, text) TO reader;
