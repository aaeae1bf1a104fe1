ALTER TABLE public.q1 RENAME TO p1;

ALTER TABLE public.p1 RENAME CONSTRAINT q1_pkey TO p1_pkey;

ALTER INDEX public.q1_a_idx RENAME TO p1_a_idx;
