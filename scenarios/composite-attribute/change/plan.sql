ALTER TYPE public.c ALTER ATTRIBUTE a SET DATA TYPE bigint;

ALTER TYPE public.c ALTER ATTRIBUTE b SET DATA TYPE character varying(9) COLLATE pg_catalog."C";

ALTER TYPE public.c DROP ATTRIBUTE gone;

ALTER TYPE public.c ADD ATTRIBUTE fresh date;

COMMENT ON COLUMN public.c.a IS 'AA';

COMMENT ON COLUMN public.c.fresh IS 'F';
