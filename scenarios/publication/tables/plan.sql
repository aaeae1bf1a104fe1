ALTER PUBLICATION p1 DROP TABLE ONLY public.t;

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

CREATE PUBLICATION p3 FOR TABLE ONLY public.t, ONLY public.w;

ALTER PUBLICATION "P 2" ADD TABLE ONLY public.t;

ALTER PUBLICATION p1 ADD TABLE ONLY public.w;
