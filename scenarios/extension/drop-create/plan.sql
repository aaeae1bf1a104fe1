-- loses data: the values of column public.t.h
ALTER TABLE public.t DROP COLUMN h;

DROP EXTENSION hstore;

CREATE EXTENSION citext WITH SCHEMA public;

ALTER TABLE public.t ADD COLUMN c public.citext;

CREATE INDEX t_c_idx ON public.t USING btree (c);
