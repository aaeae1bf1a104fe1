-- loses data: the rows of table public.x
DROP TABLE public.x;

CREATE TYPE public.x AS (a integer);
