ALTER TABLE public.b DROP CONSTRAINT c;

-- scans the table
ALTER TABLE public.b ADD CONSTRAINT c CHECK ((id > 0));

-- scans the table
ALTER TABLE public.b VALIDATE CONSTRAINT k;

ALTER TABLE public.b ALTER CONSTRAINT k ENFORCED;
