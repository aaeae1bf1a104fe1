ALTER TABLE ONLY public.a DROP CONSTRAINT k;

ALTER TABLE public.c DROP CONSTRAINT own;

-- scans the table
ALTER TABLE public.d ADD CONSTRAINT own CHECK ((id < 50));
