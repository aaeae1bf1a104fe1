ALTER TABLE public.p DROP CONSTRAINT p_a_check;

-- loses data: the values of column public.p.a
ALTER TABLE public.p DROP COLUMN a;

-- loses data: the values of column public.p.t
ALTER TABLE public.p DROP COLUMN t;

-- loses data: the values of column public.p.u
ALTER TABLE public.p DROP COLUMN u;

ALTER TABLE ONLY public.p ALTER COLUMN s SET STORAGE EXTENDED;

ALTER TABLE ONLY public.p ALTER COLUMN s SET STATISTICS 10;

ALTER TABLE public.p1 ALTER COLUMN s SET STATISTICS 10;

ALTER TABLE ONLY public.p2 ALTER COLUMN s SET STATISTICS 20;

ALTER TABLE public.p21 ALTER COLUMN s SET STATISTICS 10;

ALTER TABLE public.p21 ALTER COLUMN s RESET (n_distinct);
