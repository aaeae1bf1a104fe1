DROP TYPE public.c;

CREATE TYPE public.c AS (a integer, gone text, b character varying(5) COLLATE pg_catalog."C");

COMMENT ON COLUMN public.c.a IS 'A';
