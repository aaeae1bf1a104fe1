ALTER TABLE public.l DETACH PARTITION public.l1;

ALTER TABLE public.l DETACH PARTITION public.l2;

ALTER TABLE public.p DETACH PARTITION public.p1;

-- scans the table
ALTER TABLE public.l ATTACH PARTITION public.l1 FOR VALUES IN ('a', 'c');

-- scans the table
ALTER TABLE public.l ATTACH PARTITION public.l2 FOR VALUES IN ('z');

-- scans the table
ALTER TABLE public.p ATTACH PARTITION public.p1 FOR VALUES FROM (0) TO (20);
