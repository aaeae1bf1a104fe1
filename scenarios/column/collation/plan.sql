ALTER TABLE public.t ALTER COLUMN a TYPE text COLLATE pg_catalog."C";

ALTER TABLE public.t ALTER COLUMN b TYPE character varying(10) COLLATE pg_catalog."POSIX";
