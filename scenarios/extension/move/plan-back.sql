ALTER EXTENSION hstore SET SCHEMA x;

DROP SCHEMA y;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN h TYPE x.hstore USING h::text::x.hstore;
