DROP VIEW public.v;

-- loses data: the values of attribute public.c.d
ALTER TYPE public.c DROP ATTRIBUTE d CASCADE;

ALTER TYPE public.c ALTER ATTRIBUTE b SET DATA TYPE text CASCADE;

ALTER TABLE public.t ALTER COLUMN b SET STORAGE MAIN;

ALTER TABLE public.t ALTER COLUMN b SET COMPRESSION pglz;

CREATE VIEW public.v AS
 SELECT b
   FROM public.t;
