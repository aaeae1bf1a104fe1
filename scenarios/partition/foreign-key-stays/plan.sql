ALTER TABLE public.p DETACH PARTITION public.p1;

ALTER TABLE public.p DETACH PARTITION public.p2;

ALTER TABLE public.p2 DROP CONSTRAINT IF EXISTS p_q_fkey;

ALTER TABLE public.r DETACH PARTITION public.r1;

ALTER TABLE public.r1 DROP CONSTRAINT IF EXISTS r_q_fkey;

-- loses data: the rows of table public.r
DROP TABLE public.r;
