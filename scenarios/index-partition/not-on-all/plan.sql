CREATE TABLE public.t (
  a integer
) PARTITION BY RANGE (a);

CREATE TABLE public.t1 (
  a integer
);

CREATE TABLE public.t2 (
  a integer,
  CONSTRAINT t2_a_key UNIQUE (a)
);

CREATE INDEX t2_a_idx ON public.t2 USING btree (a);

ALTER TABLE public.t ATTACH PARTITION public.t1 FOR VALUES FROM (0) TO (10);

CREATE INDEX t_a ON ONLY public.t USING btree (a);

ALTER TABLE ONLY public.t ADD CONSTRAINT t_a_key UNIQUE (a);

ALTER TABLE public.t ATTACH PARTITION public.t2 FOR VALUES FROM (10) TO (20);

ALTER INDEX public.t_a ATTACH PARTITION public.t2_a_idx;

ALTER INDEX public.t_a_key ATTACH PARTITION public.t2_a_key;
