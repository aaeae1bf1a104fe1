ALTER INDEX public.t1_by_b RENAME TO t1_b_idx;

ALTER INDEX public."t2 by b" RENAME TO t2_b_idx;

ALTER INDEX public.t21_by_b RENAME TO t21_b_idx;

ALTER TABLE public.t DROP CONSTRAINT t_key;

ALTER TABLE public.t1 ADD CONSTRAINT t1_pkey PRIMARY KEY (a);

ALTER TABLE public.t21 ADD CONSTRAINT t21_pkey PRIMARY KEY (a);

ALTER TABLE ONLY public.t2 ADD CONSTRAINT t2_pkey PRIMARY KEY (a);

ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (a);

ALTER INDEX public.t_pkey ATTACH PARTITION public.t1_pkey;

ALTER INDEX public.t2_pkey ATTACH PARTITION public.t21_pkey;

ALTER INDEX public.t_pkey ATTACH PARTITION public.t2_pkey;

COMMENT ON CONSTRAINT t2_pkey ON public.t2 IS 'key';
