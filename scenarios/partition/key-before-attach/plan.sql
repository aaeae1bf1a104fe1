SET check_function_bodies = off;

-- runs its query to fill it
CREATE MATERIALIZED VIEW public.m AS
 SELECT k
   FROM public.plain;

CREATE PROCEDURE public.p()
 LANGUAGE sql
BEGIN ATOMIC
 DELETE FROM public.plain
   WHERE (plain.k IN ( SELECT m.k
            FROM public.m));
END;

CREATE TABLE public.whole (
  id integer NOT NULL,
  k integer,
  CONSTRAINT whole_key PRIMARY KEY (id)
) PARTITION BY LIST (id);

CREATE INDEX by_k ON ONLY public.whole USING btree (k);

CREATE INDEX part_k_idx ON public.part USING btree (k);

ALTER TABLE public.part ADD CONSTRAINT part_pkey PRIMARY KEY (id);

-- scans the table
ALTER TABLE public.whole ATTACH PARTITION public.part DEFAULT;

ALTER INDEX public.by_k ATTACH PARTITION public.part_k_idx;

ALTER INDEX public.whole_key ATTACH PARTITION public.part_pkey;
