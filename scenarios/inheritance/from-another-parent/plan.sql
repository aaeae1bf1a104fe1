CREATE TABLE public.p (
  id integer,
  a integer DEFAULT 1
);

ALTER TABLE public.c NO INHERIT other.p;

ALTER TABLE public.c INHERIT public.p;

-- loses data: the rows of table other.p
DROP TABLE other.p;

DROP SCHEMA other;
