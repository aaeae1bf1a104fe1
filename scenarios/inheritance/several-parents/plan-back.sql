-- loses data: the rows of table public.e
DROP TABLE public.e;

-- loses data: the rows of table public.c
DROP TABLE public.c;

-- loses data: the rows of table public.d
DROP TABLE public.d;
