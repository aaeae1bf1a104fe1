DROP VIEW public.v;

-- rewrites the table
ALTER TYPE public.c ALTER ATTRIBUTE b SET DATA TYPE character varying(10) CASCADE;

ALTER TYPE public.c ADD ATTRIBUTE d integer CASCADE;

ALTER TABLE public.t ALTER COLUMN b SET STORAGE MAIN;

ALTER TABLE public.t ALTER COLUMN b SET COMPRESSION pglz;

CREATE VIEW public.v AS
 SELECT b
   FROM public.t;
