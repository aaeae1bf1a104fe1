-- scans the table
ALTER TABLE public.t VALIDATE CONSTRAINT filled;
