-- loses data: the values of column public.p.a
ALTER TABLE ONLY public.p DROP COLUMN a;

-- loses data: the values of column public.c.a
ALTER TABLE public.c DROP COLUMN a;
