DROP STATISTICS public.s1;

DROP STATISTICS public.s2;

DROP STATISTICS public.s3;

CREATE SCHEMA app;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN a TYPE bigint;

-- holds nothing until the next ANALYZE
CREATE STATISTICS app.s2 (mcv) ON b, c FROM public.t;

-- holds nothing until the next ANALYZE
CREATE STATISTICS public.s1 ON a, b FROM public.t;

ALTER STATISTICS public.s1 SET STATISTICS 50;

-- holds nothing until the next ANALYZE
CREATE STATISTICS public.s3 ON ((a + 2)), (lower(b)) FROM public.t;

COMMENT ON STATISTICS public.s1 IS 'uno';
