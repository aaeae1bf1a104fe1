DROP FOREIGN TABLE public.p2;

DROP FOREIGN TABLE public.p3;

ALTER FOREIGN TABLE public.p1 OPTIONS (SET x 'y');

CREATE TABLE public.p2 (
  a integer,
  b text
);

ALTER TABLE public.c INHERIT public.i;

-- scans the table
ALTER TABLE public.p ATTACH PARTITION public.p1 FOR VALUES FROM (0) TO (10);

ALTER TABLE public.p ATTACH PARTITION public.p2 FOR VALUES FROM (10) TO (20);
