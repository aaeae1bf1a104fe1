-- scans the table
ALTER TABLE public.b VALIDATE CONSTRAINT c;

-- scans the table
ALTER TABLE public.b VALIDATE CONSTRAINT k;
