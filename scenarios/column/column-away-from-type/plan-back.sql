CREATE DOMAIN public.d AS integer;

CREATE TYPE public.e AS ENUM ('a');

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN a TYPE public.e USING a::text::public.e;

ALTER TABLE public.t2 ALTER COLUMN a TYPE public.d;
