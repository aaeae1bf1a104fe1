ALTER PUBLICATION "P 2" DROP TABLE ONLY public.t;

-- loses data: the rows of table public.w
DROP TABLE public.w;

-- what subscribes to it fails from then on
DROP PUBLICATION p3;

CREATE TABLE public.u (
  id integer NOT NULL,
  CONSTRAINT u_pkey PRIMARY KEY (id)
);

ALTER TABLE public.t ADD COLUMN a integer;

ALTER PUBLICATION "P 2" SET (publish = 'insert, update, delete, truncate');

ALTER PUBLICATION "P 2" SET (publish_via_partition_root = false);

ALTER PUBLICATION p1 ADD TABLE ONLY public.t;

ALTER PUBLICATION p1 ADD TABLE ONLY public.u;
