DROP STATISTICS public."Odd s";

DROP STATISTICS public.s1;

DROP STATISTICS public.s2;

DROP STATISTICS public.s3;

DROP STATISTICS public.s4;

DROP STATISTICS public.s5;

-- holds nothing until the next ANALYZE
CREATE STATISTICS public."Odd s" ON b, "Odd ""name" FROM public.t;

-- holds nothing until the next ANALYZE
CREATE STATISTICS public.s1 (mcv) ON a, b FROM public.t;

-- holds nothing until the next ANALYZE
CREATE STATISTICS public.s2 ON a, c, ((b + 1)) FROM public.t;

-- holds nothing until the next ANALYZE
CREATE STATISTICS public.s3 ON a, ((a * b)) FROM public.t;

-- holds nothing until the next ANALYZE
CREATE STATISTICS public.s4 ON ((a + b)) FROM public.t;

-- holds nothing until the next ANALYZE
CREATE STATISTICS public.s5 (mcv, ndistinct) ON a, b FROM public.t;
