ALTER TABLE public.p DETACH PARTITION public.p1;

-- scans the table
ALTER TABLE public.p ATTACH PARTITION public.p2 FOR VALUES FROM (10) TO (20);
