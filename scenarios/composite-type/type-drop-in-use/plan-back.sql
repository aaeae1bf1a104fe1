CREATE TYPE public.e AS ENUM ('a');

CREATE DOMAIN public.d AS public.e;

CREATE TYPE public.c AS (d public.d, e public.e);

ALTER TABLE public.t ADD COLUMN a public.c;

ALTER TABLE public.t ADD COLUMN b public.d;

ALTER TABLE public.t ADD COLUMN c public.e[];
