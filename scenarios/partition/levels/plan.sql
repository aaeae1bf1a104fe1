CREATE TABLE public.p (
  id integer NOT NULL,
  k text NOT NULL,
  d date NOT NULL,
  CONSTRAINT p_pkey PRIMARY KEY (id, k, d)
) PARTITION BY RANGE (d);

CREATE TABLE public.p1 (
  id integer CONSTRAINT p_id_not_null NOT NULL,
  k text CONSTRAINT p_k_not_null NOT NULL,
  d date CONSTRAINT p_d_not_null NOT NULL,
  CONSTRAINT p1_pkey PRIMARY KEY (id, k, d)
) PARTITION BY LIST (k);

CREATE TABLE public.p1a (
  id integer CONSTRAINT p_id_not_null NOT NULL,
  k text CONSTRAINT p_k_not_null NOT NULL,
  d date CONSTRAINT p_d_not_null NOT NULL,
  CONSTRAINT p1a_pkey PRIMARY KEY (id, k, d)
) PARTITION BY HASH (id);

CREATE TABLE public.p1a0 (
  id integer CONSTRAINT p_id_not_null NOT NULL,
  k text CONSTRAINT p_k_not_null NOT NULL,
  d date CONSTRAINT p_d_not_null NOT NULL,
  CONSTRAINT p1a0_pkey PRIMARY KEY (id, k, d)
);

CREATE TABLE public.p1a1 (
  id integer CONSTRAINT p_id_not_null NOT NULL,
  k text CONSTRAINT p_k_not_null NOT NULL,
  d date CONSTRAINT p_d_not_null NOT NULL,
  CONSTRAINT p1a1_pkey PRIMARY KEY (id, k, d)
);

CREATE TABLE public.p1z (
  id integer CONSTRAINT p_id_not_null NOT NULL,
  k text CONSTRAINT p_k_not_null NOT NULL,
  d date CONSTRAINT p_d_not_null NOT NULL,
  CONSTRAINT p1z_pkey PRIMARY KEY (id, k, d)
);

CREATE TABLE public.pz (
  id integer CONSTRAINT p_id_not_null NOT NULL,
  k text CONSTRAINT p_k_not_null NOT NULL,
  d date CONSTRAINT p_d_not_null NOT NULL,
  CONSTRAINT pz_pkey PRIMARY KEY (id, k, d)
);

CREATE INDEX p1_k_idx ON ONLY public.p1 USING btree (k);

CREATE INDEX p1a0_k_idx ON public.p1a0 USING btree (k);

CREATE INDEX p1a1_k_idx ON public.p1a1 USING btree (k);

CREATE INDEX p1a_k_idx ON ONLY public.p1a USING btree (k);

CREATE INDEX p1z_k_idx ON public.p1z USING btree (k);

CREATE INDEX p_k_idx ON ONLY public.p USING btree (k);

CREATE INDEX pz_k_idx ON public.pz USING btree (k);

ALTER TABLE public.p ATTACH PARTITION public.p1 FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');

ALTER TABLE public.p1 ATTACH PARTITION public.p1a FOR VALUES IN ('a');

ALTER TABLE public.p1a ATTACH PARTITION public.p1a0 FOR VALUES WITH (modulus 2, remainder 0);

ALTER TABLE public.p1a ATTACH PARTITION public.p1a1 FOR VALUES WITH (modulus 2, remainder 1);

ALTER TABLE public.p1 ATTACH PARTITION public.p1z DEFAULT;

ALTER TABLE public.p ATTACH PARTITION public.pz DEFAULT;

ALTER INDEX public.p_k_idx ATTACH PARTITION public.p1_k_idx;

ALTER INDEX public.p_pkey ATTACH PARTITION public.p1_pkey;

ALTER INDEX public.p1a_k_idx ATTACH PARTITION public.p1a0_k_idx;

ALTER INDEX public.p1a_pkey ATTACH PARTITION public.p1a0_pkey;

ALTER INDEX public.p1a_k_idx ATTACH PARTITION public.p1a1_k_idx;

ALTER INDEX public.p1a_pkey ATTACH PARTITION public.p1a1_pkey;

ALTER INDEX public.p1_k_idx ATTACH PARTITION public.p1a_k_idx;

ALTER INDEX public.p1_pkey ATTACH PARTITION public.p1a_pkey;

ALTER INDEX public.p1_k_idx ATTACH PARTITION public.p1z_k_idx;

ALTER INDEX public.p1_pkey ATTACH PARTITION public.p1z_pkey;

ALTER INDEX public.p_k_idx ATTACH PARTITION public.pz_k_idx;

ALTER INDEX public.p_pkey ATTACH PARTITION public.pz_pkey;

ALTER TABLE public.p ADD CONSTRAINT p_id_fkey FOREIGN KEY (id) REFERENCES public.kept(id);
