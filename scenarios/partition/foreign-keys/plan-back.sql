ALTER TABLE public.p DROP CONSTRAINT p_a_id_fkey;

-- loses data: the rows of table public.b
DROP TABLE public.b;

ALTER TABLE public.p DROP CONSTRAINT p_pkey;

ALTER TABLE public.p ALTER COLUMN id DROP NOT NULL;
