ALTER TABLE public.a RENAME TO b;

ALTER TABLE public.b RENAME COLUMN x TO y;

ALTER TABLE public.b RENAME CONSTRAINT a_pkey TO b_pkey;

ALTER TABLE public.b RENAME CONSTRAINT a_id_not_null TO b_id_not_null;

-- fails where a row holds NULL
-- scans the table
ALTER TABLE public.b ALTER COLUMN y SET NOT NULL;
