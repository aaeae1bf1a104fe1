-- rewrites the table
ALTER TABLE public.t ALTER COLUMN a TYPE text;

DROP TYPE public.e;

ALTER TABLE public.t2 ALTER COLUMN a TYPE integer;

DROP DOMAIN public.d;
