CREATE TABLE public.node (
  id bigint NOT NULL,
  above bigint,
  CONSTRAINT node_pkey PRIMARY KEY (id)
) PARTITION BY RANGE (id);

CREATE TABLE public.node_high (
  id bigint NOT NULL,
  above bigint,
  CONSTRAINT node_high_pkey PRIMARY KEY (id)
) PARTITION BY RANGE (id);

CREATE TABLE public.node_high_rest (
  id bigint CONSTRAINT node_high_id_not_null NOT NULL,
  above bigint,
  CONSTRAINT node_high_rest_pkey PRIMARY KEY (id)
);

CREATE TABLE public.node_low (
  id bigint NOT NULL,
  above bigint,
  CONSTRAINT node_low_pkey PRIMARY KEY (id)
);

ALTER TABLE public.node ATTACH PARTITION public.node_high FOR VALUES FROM ('10') TO ('40');

ALTER TABLE public.node_high ATTACH PARTITION public.node_high_rest FOR VALUES FROM ('20') TO ('30');

ALTER TABLE public.node ATTACH PARTITION public.node_low FOR VALUES FROM ('0') TO ('10');

ALTER INDEX public.node_pkey ATTACH PARTITION public.node_high_pkey;

ALTER INDEX public.node_high_pkey ATTACH PARTITION public.node_high_rest_pkey;

ALTER INDEX public.node_pkey ATTACH PARTITION public.node_low_pkey;

ALTER TABLE public.node ADD CONSTRAINT node_above_fkey FOREIGN KEY (above) REFERENCES public.node(id);
