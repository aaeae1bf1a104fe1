DROP VIEW public.v;

-- loses data: the values of attribute y of type public.c
ALTER TYPE public.c DROP ATTRIBUTE y;

ALTER TYPE public.c ADD ATTRIBUTE z text;

ALTER TYPE public.c RENAME TO c__trueup_aside;

CREATE TYPE public.c AS (a integer, b text, z integer);

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN c TYPE public.c USING c::text::public.c;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN cs TYPE public.c[] USING cs::text[]::public.c[];

DROP TYPE public.c__trueup_aside;

CREATE VIEW public.v AS
 SELECT (c).a AS a
   FROM public.t;
