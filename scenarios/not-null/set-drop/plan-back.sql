ALTER TABLE public.t ALTER COLUMN a DROP NOT NULL;

-- fails where a row holds NULL
-- scans the table
ALTER TABLE public.t ALTER COLUMN b SET NOT NULL;
