ALTER TABLE public.p ADD COLUMN a integer;
