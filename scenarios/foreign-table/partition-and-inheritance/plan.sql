ALTER TABLE public.p DETACH PARTITION public.p1;

ALTER TABLE public.c NO INHERIT public.i;

-- loses data: the rows of table public.p2
DROP TABLE public.p2;

ALTER FOREIGN TABLE public.p1 OPTIONS (SET x 'z');

CREATE FOREIGN TABLE public.p2 (
  a integer,
  b text,
  CONSTRAINT c2 CHECK ((a > 3))
) SERVER s;

CREATE FOREIGN TABLE public.p3 (
  a integer,
  b text
) SERVER s;

ALTER TABLE public.p ATTACH PARTITION public.p2 FOR VALUES FROM (10) TO (20);

ALTER TABLE public.p ATTACH PARTITION public.p3 DEFAULT;
