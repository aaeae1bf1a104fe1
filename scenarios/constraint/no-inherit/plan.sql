ALTER TABLE public.p DROP CONSTRAINT c;

ALTER TABLE public.p DROP CONSTRAINT d;

-- scans the table
ALTER TABLE public.p ADD CONSTRAINT c CHECK ((id > 0));

-- scans the table
ALTER TABLE public.p ADD CONSTRAINT d CHECK ((id > 1)) NO INHERIT;
