ALTER TABLE public.node_low RENAME CONSTRAINT node_low_id_not_null TO node_id_not_null;

CREATE TABLE public.node (
  id bigint CONSTRAINT node_id_not_null NOT NULL,
  above bigint,
  CONSTRAINT node_pkey PRIMARY KEY (id)
) PARTITION BY RANGE (id);

CREATE TABLE public.node_high (
  id bigint CONSTRAINT node_id_not_null NOT NULL,
  above bigint,
  CONSTRAINT node_high_pkey PRIMARY KEY (id)
);

ALTER TABLE public.node ATTACH PARTITION public.node_high FOR VALUES FROM ('10') TO ('20');

-- scans the table
ALTER TABLE public.node ATTACH PARTITION public.node_low FOR VALUES FROM ('0') TO ('10');

ALTER INDEX public.node_pkey ATTACH PARTITION public.node_high_pkey;

ALTER INDEX public.node_pkey ATTACH PARTITION public.node_low_pkey;

ALTER TABLE public.node ADD CONSTRAINT node_above_fkey FOREIGN KEY (above) REFERENCES public.node(id);
