-- loses data: the values of column public.t.z
ALTER TABLE public.t DROP COLUMN z;

-- loses data: the values of column public.u.z
ALTER TABLE public.u DROP COLUMN z;

ALTER TYPE public.e ADD VALUE 'c';
