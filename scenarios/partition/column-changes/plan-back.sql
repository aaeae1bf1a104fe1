ALTER TABLE public.p DROP CONSTRAINT p_a_check;

ALTER TABLE public.p ALTER COLUMN a DROP NOT NULL;

-- loses data: the values of column public.p.fresh
ALTER TABLE public.p DROP COLUMN fresh;

-- rewrites the table
ALTER TABLE public.p ALTER COLUMN a TYPE integer;

ALTER TABLE public.p ADD COLUMN gone text;
