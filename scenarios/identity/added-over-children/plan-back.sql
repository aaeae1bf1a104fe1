ALTER TABLE public.p DROP CONSTRAINT p_key;

-- loses data: the values of column public.p.id
ALTER TABLE public.p DROP COLUMN id;

-- loses data: the values of column public.q.id
ALTER TABLE public.q DROP COLUMN id;

-- loses data: the values of column public.r.id
ALTER TABLE public.r DROP COLUMN id;
