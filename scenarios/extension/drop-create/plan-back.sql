DROP INDEX public.t_c_idx;

-- loses data: the values of column public.t.c
ALTER TABLE public.t DROP COLUMN c;

DROP EXTENSION citext;

CREATE EXTENSION hstore WITH SCHEMA public;

ALTER TABLE public.t ADD COLUMN h public.hstore;
