DROP TRIGGER s ON public.p;

-- loses data: the rows of table public.p2a
DROP TABLE public.p2a;

-- loses data: the rows of table public.p2
DROP TABLE public.p2;

DROP TRIGGER k ON public.p;
