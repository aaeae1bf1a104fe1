-- loses data: the rows of table public.t2
DROP TABLE public.t2;

ALTER TABLE public.t DROP CONSTRAINT t_a_key;

DROP INDEX public.t_a;

ALTER TABLE public.t DETACH PARTITION public.t1;

-- loses data: the rows of table public.t
DROP TABLE public.t;

-- loses data: the rows of table public.t1
DROP TABLE public.t1;
