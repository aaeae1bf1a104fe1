CREATE TABLE public.made_later () INHERITS (public.r);

CREATE TABLE public.from_that () INHERITS (public.made_later);

CREATE TABLE public.t (
  a integer
) PARTITION BY LIST (a);

CREATE TABLE public.t1 (
  a integer
);

ALTER TABLE public.d INHERIT public.q;

ALTER TABLE public.q ADD CONSTRAINT k CHECK ((a > 0)) NOT VALID;

ALTER TABLE public.r ADD CONSTRAINT k CHECK ((a > 0)) NOT VALID;

ALTER TABLE public.t ADD CONSTRAINT k CHECK ((a > 0)) NOT VALID;

ALTER TABLE public.t1 ADD CONSTRAINT k CHECK ((a > 0)) NOT VALID;

-- scans the table
ALTER TABLE public.p VALIDATE CONSTRAINT later;

ALTER TABLE public.t ATTACH PARTITION public.t1 FOR VALUES IN (1);
