ALTER TABLE public.t DROP CONSTRAINT later;

ALTER TABLE public.t DROP CONSTRAINT t_room_during_excl;

DROP EXTENSION btree_gist;
