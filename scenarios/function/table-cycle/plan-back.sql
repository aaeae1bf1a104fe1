DROP FUNCTION public.all_b();

-- loses data: the rows of table public.b
DROP TABLE public.b;

DROP FUNCTION public.from_v();

DROP VIEW public.v;

DROP FUNCTION public.count_a();

DROP FUNCTION public.first_a();

-- loses data: the rows of table public.a
DROP TABLE public.a;
