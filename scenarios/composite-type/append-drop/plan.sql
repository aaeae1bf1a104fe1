-- loses data: the values of attribute public.c.b
ALTER TYPE public.c DROP ATTRIBUTE b;

ALTER TYPE public.c ADD ATTRIBUTE k text COLLATE pg_catalog."C";

ALTER TYPE public.c ADD ATTRIBUTE l integer;
