-- loses data: the rows of table public.p1
DROP TABLE public.p1;

-- loses data: the rows of table public.p2
DROP TABLE public.p2;

-- loses data: the rows of table public.p
DROP TABLE public.p;
