CREATE SCHEMA y;

ALTER EXTENSION hstore SET SCHEMA y;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN h TYPE y.hstore USING h::text::y.hstore;
