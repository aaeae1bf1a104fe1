DROP POLICY p ON public.t;

DROP VIEW public.v;

-- loses data: the rows of table public.u
DROP TABLE public.u;

DROP FUNCTION public.f(integer);

ALTER TABLE public.t DISABLE ROW LEVEL SECURITY;
