DROP TYPE public.ce;

DROP TYPE public.e;

CREATE TYPE public.e AS ENUM ('a', 'b');

CREATE TYPE public.ce AS (y public.e, z integer);
