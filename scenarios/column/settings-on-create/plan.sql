CREATE TABLE public.t (
  a text COLLATE pg_catalog."C",
  b text,
  c text
);

ALTER TABLE public.t ALTER COLUMN a SET STORAGE EXTERNAL;

ALTER TABLE public.t ALTER COLUMN b SET COMPRESSION pglz;

ALTER TABLE public.t ALTER COLUMN c SET STATISTICS 500;

ALTER TABLE public.t ALTER COLUMN c SET (n_distinct='5');
