-- loses data: the values of column public.t.a
ALTER TABLE public.t DROP COLUMN a;

-- loses data: the values of column public.t.b
ALTER TABLE public.t DROP COLUMN b;

-- loses data: the values of column public.t.c
ALTER TABLE public.t DROP COLUMN c;

DROP TYPE public.c;

DROP DOMAIN public.d;

DROP TYPE public.e;
