ALTER TABLE public.c3 DROP CONSTRAINT ck;

ALTER TABLE public.p DROP CONSTRAINT pk;

ALTER TABLE public.n1 DROP CONSTRAINT x;

-- loses data: the rows of table public.c2
DROP TABLE public.c2;

-- loses data: the values of column public.p.a
ALTER TABLE public.p DROP COLUMN a;

-- loses data: the values of column public.p.b
ALTER TABLE public.p DROP COLUMN b;

-- loses data: the values of column public.p.c
ALTER TABLE public.p DROP COLUMN c;

-- loses data: the values of column public.p.d
ALTER TABLE public.p DROP COLUMN d;

-- loses data: the rows of table public.q1
DROP TABLE public.q1;

-- loses data: the rows of table public.q
DROP TABLE public.q;

ALTER TABLE public.p ADD COLUMN x integer;
