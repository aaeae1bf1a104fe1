DROP VIEW public.v;

-- loses data: the rows of table public.t
DROP TABLE public.t;

CREATE FOREIGN TABLE public.t (
  a integer
) SERVER s;

CREATE VIEW public.v AS
 SELECT a
   FROM public.t;
