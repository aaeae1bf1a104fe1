DROP STATISTICS app.s2;

DROP STATISTICS public.s1;

DROP STATISTICS public.s3;

DROP SCHEMA app;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN a TYPE integer;

-- holds nothing until the next ANALYZE
CREATE STATISTICS public.s1 ON a, b FROM public.t;

-- holds nothing until the next ANALYZE
CREATE STATISTICS public.s2 (mcv, ndistinct) ON b, c FROM public.t;

-- holds nothing until the next ANALYZE
CREATE STATISTICS public.s3 ON ((a + 1)), (lower(b)) FROM public.t;

COMMENT ON STATISTICS public.s1 IS 'one';
