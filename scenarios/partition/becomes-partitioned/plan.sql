-- loses data: the rows of table public.t
DROP TABLE public.t;

CREATE TABLE public.t (
  id integer,
  a text
) PARTITION BY RANGE (id);

CREATE TABLE public.t1 (
  id integer,
  a text
);

ALTER TABLE public.t ATTACH PARTITION public.t1 FOR VALUES FROM (0) TO (10);
