ALTER TABLE public.p DROP CONSTRAINT p_k_check;

-- loses data: the rows of table public.p1
DROP TABLE public.p1;

-- loses data: the rows of table public.p2
DROP TABLE public.p2;

ALTER TABLE public.p DROP CONSTRAINT p_key;
