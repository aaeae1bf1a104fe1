CREATE TABLE public.p (
  k integer CONSTRAINT p_k_not_null NOT NULL,
  s text,
  CONSTRAINT p_k_check CHECK ((k > 0)),
  CONSTRAINT p_pkey PRIMARY KEY (k)
) PARTITION BY LIST (k);

CREATE INDEX p_s_idx ON ONLY public.p USING btree (s);

-- scans the table
ALTER TABLE public.p ATTACH PARTITION public.p1 FOR VALUES IN (1);

ALTER INDEX public.p_pkey ATTACH PARTITION public.p1_pkey;

ALTER INDEX public.p_s_idx ATTACH PARTITION public.p1_s_idx;
