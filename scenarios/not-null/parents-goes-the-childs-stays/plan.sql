ALTER TABLE ONLY public.p ALTER COLUMN a DROP NOT NULL;

ALTER TABLE public.p ALTER COLUMN b DROP NOT NULL;

ALTER TABLE public.parted ALTER COLUMN a DROP NOT NULL;

ALTER TABLE public.parted ALTER COLUMN b DROP NOT NULL;

ALTER TABLE public.c RENAME CONSTRAINT p_a_not_null TO c_a_not_null;

-- fails where a row holds NULL
-- scans the table
ALTER TABLE public.part_1 ALTER COLUMN a SET NOT NULL;

-- fails where a row holds NULL
-- scans the table
ALTER TABLE public.part_3 ALTER COLUMN a SET NOT NULL;
