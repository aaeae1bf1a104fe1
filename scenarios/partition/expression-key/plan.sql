CREATE TABLE public.p (
  a integer,
  b text COLLATE pg_catalog."C"
) PARTITION BY RANGE (public.f(a), b COLLATE "POSIX" text_pattern_ops);

CREATE TABLE public.p1 (
  a integer,
  b text COLLATE pg_catalog."C"
);

CREATE TABLE public.p2 (
  a integer,
  b text COLLATE pg_catalog."C"
);

ALTER TABLE public.p ATTACH PARTITION public.p1 FOR VALUES FROM (MINVALUE, MINVALUE) TO (5, 'x');

ALTER TABLE public.p ATTACH PARTITION public.p2 FOR VALUES FROM (5, 'x') TO (MAXVALUE, MAXVALUE);
