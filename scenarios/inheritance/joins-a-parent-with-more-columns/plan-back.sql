ALTER TABLE public.c NO INHERIT public.p;

-- loses data: the values of column public.c.a
ALTER TABLE public.c DROP COLUMN a;

-- loses data: the values of column public.c.b
ALTER TABLE public.c DROP COLUMN b;

-- loses data: the values of column public.c.id
ALTER TABLE public.c DROP COLUMN id;
