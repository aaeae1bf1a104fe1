DROP VIEW public.v;

-- loses data: the rows of table public.new_t
DROP TABLE public.new_t;

DROP FUNCTION public.f(integer);

CREATE TABLE public.old_t (
  a integer,
  b text
);

CREATE VIEW public.v AS
 SELECT a,
    b
   FROM public.old_t;
