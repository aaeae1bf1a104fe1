ALTER TABLE public.d DROP CONSTRAINT own;

-- scans the table
ALTER TABLE public.a ADD CONSTRAINT k CHECK ((id > 0));

-- scans the table
ALTER TABLE public.c ADD CONSTRAINT own CHECK ((id < 100));
