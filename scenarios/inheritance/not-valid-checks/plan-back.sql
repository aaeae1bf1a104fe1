ALTER TABLE public.q DROP CONSTRAINT k;

ALTER TABLE public.r DROP CONSTRAINT k;

ALTER TABLE public.p DROP CONSTRAINT later;

ALTER TABLE public.d NO INHERIT public.q;

-- loses data: the rows of table public.from_that
DROP TABLE public.from_that;

-- loses data: the rows of table public.made_later
DROP TABLE public.made_later;

-- loses data: the rows of table public.t1
DROP TABLE public.t1;

-- loses data: the rows of table public.t
DROP TABLE public.t;

ALTER TABLE public.p ADD CONSTRAINT later CHECK ((a > 0)) NOT VALID;
