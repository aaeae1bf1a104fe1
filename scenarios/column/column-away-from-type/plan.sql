-- rewrites the table
ALTER TABLE public.t ALTER COLUMN a TYPE text;

DROP TYPE public.e;

-- rewrites the table
ALTER TABLE public.t2 ALTER COLUMN a TYPE integer USING a::text::integer;

DROP DOMAIN public.d;
