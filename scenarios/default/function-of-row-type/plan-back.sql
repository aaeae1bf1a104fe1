ALTER TABLE ONLY public.t ALTER COLUMN b DROP DEFAULT;

-- loses data: the rows of table public.u
DROP TABLE public.u;

DROP FUNCTION public.label(public.t);

DROP FUNCTION public.make();
