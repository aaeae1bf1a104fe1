CREATE TABLE public.account_high (
  id integer CONSTRAINT account_id_not_null NOT NULL,
  CONSTRAINT account_high_pkey PRIMARY KEY (id)
) PARTITION BY RANGE (id);

CREATE TABLE public.account_high_all (
  id integer CONSTRAINT account_id_not_null NOT NULL,
  CONSTRAINT account_high_all_pkey PRIMARY KEY (id)
);

ALTER TABLE public.account ATTACH PARTITION public.account_high FOR VALUES FROM (10) TO (20);

ALTER TABLE public.account_high ATTACH PARTITION public.account_high_all DEFAULT;

ALTER INDEX public.account_high_pkey ATTACH PARTITION public.account_high_all_pkey;

ALTER INDEX public.account_pkey ATTACH PARTITION public.account_high_pkey;
