DROP MATERIALIZED VIEW public.m;

DROP VIEW public.w;

CREATE OR REPLACE VIEW public.v AS
SELECT NULL::integer AS a, NULL::text COLLATE "C" AS "Odd, name", NULL::public.size AS s, NULL::numeric(5,2) AS n;

-- loses data: the rows of table public.t
DROP TABLE public.t;

DROP FUNCTION public.doubled(public.v);

DROP VIEW public.v;

DROP TYPE public.size;

CREATE SCHEMA apart;
