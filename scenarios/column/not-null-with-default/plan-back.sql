-- loses data: the values of column public.t.a
ALTER TABLE public.t DROP COLUMN a;

-- loses data: the values of column public.t.b
ALTER TABLE public.t DROP COLUMN b;

ALTER TABLE public.t DROP COLUMN c;

-- loses data: the values of column public.t.d
ALTER TABLE public.t DROP COLUMN d;
