ALTER PUBLICATION p DROP TABLE ONLY public.a;

-- loses data: the rows of table public.c
DROP TABLE public.c;

ALTER PUBLICATION p ADD TABLE ONLY public.a (id, x) WHERE ((x > 0));

ALTER PUBLICATION p ADD TABLE ONLY public.b;
