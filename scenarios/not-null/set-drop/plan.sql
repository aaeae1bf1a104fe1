ALTER TABLE public.t ALTER COLUMN b DROP NOT NULL;

-- fails where a row holds NULL
-- scans the table
ALTER TABLE public.t ALTER COLUMN a SET NOT NULL;
