ALTER TABLE public.d INHERIT public.q;

ALTER TABLE public.q ADD CONSTRAINT k CHECK ((a > 0)) NOT VALID;

ALTER TABLE public.r ADD CONSTRAINT k CHECK ((a > 0)) NOT VALID;

-- scans the table
ALTER TABLE public.p VALIDATE CONSTRAINT later;
