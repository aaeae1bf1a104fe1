-- holds nothing until the next ANALYZE
CREATE STATISTICS public.s (dependencies) ON a, ((a * 2)), (upper(b)), ((c + (1)::numeric)) FROM public.t;
