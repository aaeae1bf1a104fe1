ALTER TABLE public.whole DETACH PARTITION public.part;

ALTER TABLE public.part DROP CONSTRAINT part_pkey;

DROP INDEX public.part_k_idx;

-- loses data: the rows of table public.whole
DROP TABLE public.whole;

DROP PROCEDURE public.p();

DROP MATERIALIZED VIEW public.m;
