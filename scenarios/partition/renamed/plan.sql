ALTER TABLE public.p1 RENAME TO q1;

ALTER TABLE public.q1 RENAME CONSTRAINT p1_pkey TO q1_pkey;

ALTER INDEX public.p1_a_idx RENAME TO q1_a_idx;
