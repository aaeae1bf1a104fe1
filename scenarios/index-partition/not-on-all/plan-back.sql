-- loses data: the rows of table public.t1
DROP TABLE public.t1;

-- loses data: the rows of table public.t2
DROP TABLE public.t2;

-- loses data: the rows of table public.t
DROP TABLE public.t;
