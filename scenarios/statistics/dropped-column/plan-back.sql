DROP STATISTICS public.s1;

CREATE TABLE public.gone (
  a integer,
  b integer
);

ALTER TABLE public.t ADD COLUMN a integer;

-- holds nothing until the next ANALYZE
CREATE STATISTICS public.g1 ON a, b FROM public.gone;

-- holds nothing until the next ANALYZE
CREATE STATISTICS public.s1 ON a, b FROM public.t;
