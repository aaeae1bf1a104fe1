-- loses data: the values of column public.p.id
ALTER TABLE public.p DROP COLUMN id;
