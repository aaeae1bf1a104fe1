ALTER PUBLICATION p1 DROP TABLE public.t;

-- loses data: the values of column public.t.a
ALTER TABLE public.t DROP COLUMN a;

-- loses data: the rows of table public.u
DROP TABLE public.u;

CREATE TABLE public.w (
  id integer NOT NULL,
  CONSTRAINT w_pkey PRIMARY KEY (id)
);

ALTER PUBLICATION "P 2" SET (publish = 'update');

ALTER PUBLICATION "P 2" SET (publish_via_partition_root = true);

CREATE PUBLICATION p3 FOR TABLE public.t, public.w;

ALTER PUBLICATION "P 2" ADD TABLE public.t;

ALTER PUBLICATION p1 ADD TABLE public.w;
