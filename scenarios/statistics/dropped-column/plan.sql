-- loses data: the values of column public.t.a
ALTER TABLE public.t DROP COLUMN a;

-- loses data: the rows of table public.gone
DROP TABLE public.gone;

-- holds nothing until the next ANALYZE
CREATE STATISTICS public.s1 ON id, b FROM public.t;
