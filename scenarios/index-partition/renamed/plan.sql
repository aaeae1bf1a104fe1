ALTER INDEX public.t1_b_idx RENAME TO t1_by_b;

ALTER INDEX public.t2_b_idx RENAME TO "t2 by b";

ALTER INDEX public.t21_b_idx RENAME TO t21_by_b;

ALTER TABLE public.t DROP CONSTRAINT t_pkey;

ALTER TABLE public.t1 ADD CONSTRAINT t1_key PRIMARY KEY (a);

ALTER TABLE public.t21 ADD CONSTRAINT t21_pkey PRIMARY KEY (a);

ALTER TABLE ONLY public.t2 ADD CONSTRAINT t2_key PRIMARY KEY (a);

ALTER TABLE ONLY public.t ADD CONSTRAINT t_key PRIMARY KEY (a);

ALTER INDEX public.t_key ATTACH PARTITION public.t1_key;

ALTER INDEX public.t2_key ATTACH PARTITION public.t21_pkey;

ALTER INDEX public.t_key ATTACH PARTITION public.t2_key;

COMMENT ON CONSTRAINT t2_key ON public.t2 IS 'key';
