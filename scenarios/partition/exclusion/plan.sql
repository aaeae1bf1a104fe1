CREATE TABLE public.hall (
  id integer,
  CONSTRAINT once EXCLUDE USING btree (id WITH =)
) PARTITION BY LIST (id);

CREATE TABLE public.hall_1 (
  id integer
);

CREATE TABLE public.hall_rest (
  id integer
) PARTITION BY LIST (id);

CREATE TABLE public.hall_rest_3 (
  id integer
);

CREATE TABLE public.room_2 (
  id integer,
  during int4range
);

ALTER TABLE public.room ADD CONSTRAINT one_at_a_time EXCLUDE USING btree (id WITH =);

ALTER TABLE public.hall ATTACH PARTITION public.hall_1 FOR VALUES IN (1);

ALTER TABLE public.hall ATTACH PARTITION public.hall_rest DEFAULT;

ALTER TABLE public.hall_rest ATTACH PARTITION public.hall_rest_3 FOR VALUES IN (3);

ALTER TABLE public.room ATTACH PARTITION public.room_2 FOR VALUES IN (2);

ALTER INDEX public.once ATTACH PARTITION public.hall_1_id_excl;

ALTER INDEX public.hall_rest_id_excl ATTACH PARTITION public.hall_rest_3_id_excl;

ALTER INDEX public.once ATTACH PARTITION public.hall_rest_id_excl;

ALTER INDEX public.one_at_a_time ATTACH PARTITION public.room_1_id_excl;

ALTER INDEX public.one_at_a_time ATTACH PARTITION public.room_2_id_excl;

COMMENT ON CONSTRAINT one_at_a_time ON public.room IS 'of all partitions';
