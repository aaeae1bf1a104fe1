CREATE TABLE public.p1b (
  id integer,
  k text,
  extra integer DEFAULT 5
);

ALTER TABLE public.p ADD COLUMN extra integer DEFAULT 5;

ALTER TABLE public.p2 ADD COLUMN extra integer DEFAULT 5;

ALTER TABLE public.p1 ATTACH PARTITION public.p1b FOR VALUES IN ('b');

-- scans the table
ALTER TABLE public.p ATTACH PARTITION public.p2 FOR VALUES FROM (10) TO (20);
