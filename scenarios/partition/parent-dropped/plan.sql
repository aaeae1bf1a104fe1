ALTER TABLE public.p DETACH PARTITION public.p1;

-- loses data: the rows of table public.p
DROP TABLE public.p;
