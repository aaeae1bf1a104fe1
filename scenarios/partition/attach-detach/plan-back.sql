ALTER TABLE public.p DETACH PARTITION public.p2;

-- scans the table
ALTER TABLE public.p ATTACH PARTITION public.p1 FOR VALUES FROM (0) TO (10);
