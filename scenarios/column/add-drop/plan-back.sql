-- loses data: the values of column public.t.c
ALTER TABLE public.t DROP COLUMN c;

-- loses data: the values of column public.t.d
ALTER TABLE public.t DROP COLUMN d;

ALTER TABLE public.t DROP COLUMN e;

ALTER TABLE public.t ADD COLUMN a text;
