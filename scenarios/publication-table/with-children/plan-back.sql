ALTER PUBLICATION alone DROP TABLE ONLY public.p;

-- what subscribes to it fails from then on
DROP PUBLICATION fresh;

ALTER PUBLICATION with_child ADD TABLE ONLY public.c;

ALTER PUBLICATION one_less ADD TABLE ONLY public.p;

ALTER PUBLICATION with_child ADD TABLE ONLY public.p;
