-- rewrites the table
ALTER TYPE public.c ALTER ATTRIBUTE b SET DATA TYPE character varying(10) CASCADE;

ALTER TYPE public.c ADD ATTRIBUTE d integer CASCADE;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN b TYPE character varying(10);

ALTER TABLE public.t ADD COLUMN d integer;
