DROP TRIGGER t1 ON public.m2;

ALTER TABLE public.m DETACH PARTITION public.m1;

-- loses data: the rows of table public.m3
DROP TABLE public.m3;

-- scans the table
ALTER TABLE public.m ATTACH PARTITION public.m2 FOR VALUES FROM (10) TO (20);

CREATE TRIGGER t1 AFTER INSERT ON public.m1 FOR EACH ROW EXECUTE FUNCTION public.f();
