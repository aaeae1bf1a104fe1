CREATE EXTENSION btree_gist WITH SCHEMA public;

ALTER TABLE public.t ADD CONSTRAINT later EXCLUDE USING gist (((room + 1)) WITH =) WHERE ((room > 0)) DEFERRABLE;

ALTER TABLE public.t ADD CONSTRAINT t_room_during_excl EXCLUDE USING gist (room WITH =, during WITH &&);
