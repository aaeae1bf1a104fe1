CREATE SCHEMA ext;

CREATE EXTENSION pg_trgm WITH SCHEMA ext;

CREATE INDEX i ON public.t USING gin (a ext.gin_trgm_ops);
