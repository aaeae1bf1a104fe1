-- loses data: the rows of table public.p1a0
DROP TABLE public.p1a0;

-- loses data: the rows of table public.p1a1
DROP TABLE public.p1a1;

-- loses data: the rows of table public.p1a
DROP TABLE public.p1a;

-- loses data: the rows of table public.p1z
DROP TABLE public.p1z;

-- loses data: the rows of table public.p1
DROP TABLE public.p1;

-- loses data: the rows of table public.pz
DROP TABLE public.pz;

-- loses data: the rows of table public.p
DROP TABLE public.p;
