CREATE SCHEMA other;

CREATE TABLE other.p (
  id integer,
  a integer DEFAULT 1
);

ALTER TABLE public.c NO INHERIT public.p;

ALTER TABLE public.c INHERIT other.p;

-- loses data: the rows of table public.p
DROP TABLE public.p;
