ALTER TABLE public.a DROP CONSTRAINT a_b;

ALTER TABLE public.b DROP CONSTRAINT b_a_id_fkey;

ALTER TABLE public.r1 DROP CONSTRAINT r1_n_fkey;

ALTER TABLE public.r2 DROP CONSTRAINT r2_n_fkey;

ALTER TABLE public.r3 DROP CONSTRAINT r3_n_fkey;

-- loses data: the rows of table public.a
DROP TABLE public.a;

-- loses data: the rows of table public.b
DROP TABLE public.b;

-- loses data: the rows of table public.r1
DROP TABLE public.r1;

-- loses data: the rows of table public.r2
DROP TABLE public.r2;

-- loses data: the rows of table public.r3
DROP TABLE public.r3;

-- loses data: the rows of table public.s
DROP TABLE public.s;
