-- loses data: the values of column public.p.gone
ALTER TABLE public.p DROP COLUMN gone;

-- rewrites the table
ALTER TABLE public.p ALTER COLUMN a TYPE bigint;

ALTER TABLE public.p ADD COLUMN fresh text DEFAULT 'x'::text NOT NULL;

-- fails where a row holds NULL
-- scans the table
ALTER TABLE public.p ALTER COLUMN a SET NOT NULL;

-- scans the table
ALTER TABLE public.p ADD CONSTRAINT p_a_check CHECK ((a > 0));
