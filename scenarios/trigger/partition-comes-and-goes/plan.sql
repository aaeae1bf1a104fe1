DROP TRIGGER t1 ON public.m1;

ALTER TABLE public.m DETACH PARTITION public.m2;

CREATE TABLE public.m3 (
  a integer
);

-- scans the table
ALTER TABLE public.m ATTACH PARTITION public.m1 FOR VALUES FROM (0) TO (10);

-- scans the table
ALTER TABLE public.m ATTACH PARTITION public.m3 FOR VALUES FROM (20) TO (30);

CREATE TRIGGER t1 AFTER INSERT ON public.m2 FOR EACH ROW EXECUTE FUNCTION public.f();

ALTER TABLE public.m3 ENABLE TRIGGER t1;

COMMENT ON TRIGGER t1 ON public.m3 IS 'one of m3';
