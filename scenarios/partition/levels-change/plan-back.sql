ALTER TABLE public.p DETACH PARTITION public.p2;

-- loses data: the values of column public.p2.extra
ALTER TABLE public.p2 DROP COLUMN extra;

-- loses data: the rows of table public.p1b
DROP TABLE public.p1b;

-- loses data: the values of column public.p.extra
ALTER TABLE public.p DROP COLUMN extra;
