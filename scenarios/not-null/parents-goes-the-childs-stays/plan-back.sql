ALTER TABLE public.c RENAME CONSTRAINT c_a_not_null TO p_a_not_null;

-- scans the table
ALTER TABLE public.p ADD CONSTRAINT p_a_not_null NOT NULL a;

-- fails where a row holds NULL
-- scans the table
ALTER TABLE public.p ALTER COLUMN b SET NOT NULL;

ALTER TABLE public.part_1 RENAME CONSTRAINT part_1_a_not_null TO parted_a_not_null;

-- scans the table
ALTER TABLE public.parted ADD CONSTRAINT parted_a_not_null NOT NULL a;

-- fails where a row holds NULL
-- scans the table
ALTER TABLE public.parted ALTER COLUMN b SET NOT NULL;
