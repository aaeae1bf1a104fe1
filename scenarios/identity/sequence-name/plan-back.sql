-- loses data: the values of column public.t.b
ALTER TABLE public.t DROP COLUMN b;
