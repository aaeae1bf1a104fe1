CREATE TABLE public.p1 (
  id integer NOT NULL,
  k text,
  CONSTRAINT p_k_check CHECK ((k <> ''::text)),
  CONSTRAINT own_key PRIMARY KEY (id)
);

CREATE TABLE public.p2 (
  id integer CONSTRAINT p_id_not_null NOT NULL,
  k text,
  CONSTRAINT p_k_check CHECK ((k <> ''::text)),
  CONSTRAINT p2_pkey PRIMARY KEY (id),
  CONSTRAINT p2_check CHECK ((id > 0))
);

-- scans the table
ALTER TABLE public.p ADD CONSTRAINT p_k_check CHECK ((k <> ''::text));

ALTER TABLE ONLY public.p ADD CONSTRAINT p_key PRIMARY KEY (id);

ALTER TABLE public.p ATTACH PARTITION public.p1 FOR VALUES FROM (0) TO (10);

ALTER TABLE public.p ATTACH PARTITION public.p2 FOR VALUES FROM (10) TO (20);

ALTER INDEX public.p_key ATTACH PARTITION public.own_key;

ALTER INDEX public.p_key ATTACH PARTITION public.p2_pkey;

COMMENT ON CONSTRAINT own_key ON public.p1 IS 'own';
