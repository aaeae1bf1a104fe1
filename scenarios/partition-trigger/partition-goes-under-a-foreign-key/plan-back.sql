CREATE TABLE public.part_2 (
  id integer CONSTRAINT whole_id_not_null NOT NULL,
  k integer,
  CONSTRAINT part_2_pkey PRIMARY KEY (id)
);

ALTER TABLE public.whole ATTACH PARTITION public.part_2 FOR VALUES FROM (10) TO (20);

ALTER INDEX public.whole_pkey ATTACH PARTITION public.part_2_pkey;
