DROP INDEX public.t_b_idx;

DROP VIEW public.v;

ALTER TYPE public.ct RENAME TO ct__trueup_aside;

ALTER DOMAIN public.d RENAME TO d__trueup_aside;

ALTER COLLATION public.c RENAME TO c__trueup_aside;

CREATE COLLATION public.c (PROVIDER = icu, LOCALE = 'de', DETERMINISTIC = false);

CREATE TYPE public.ct AS (x text COLLATE public.c);

CREATE DOMAIN public.d AS text COLLATE public.c;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN a TYPE text COLLATE public.c USING a::text::text;

-- rewrites the table
ALTER TABLE public.t2
  ALTER COLUMN c TYPE public.ct USING c::text::public.ct,
  ALTER COLUMN d TYPE public.d USING d::text::public.d;

DROP TYPE public.ct__trueup_aside;

DROP DOMAIN public.d__trueup_aside;

DROP COLLATION public.c__trueup_aside;

CREATE VIEW public.v AS
 SELECT a
   FROM public.t;

CREATE INDEX t_b_idx ON public.t USING btree (b COLLATE public.c);
