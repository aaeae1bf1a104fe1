-- loses data: the rows of table public.t
DROP TABLE public.t;
