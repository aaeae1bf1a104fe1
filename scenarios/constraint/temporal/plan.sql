ALTER TABLE public.booking DROP CONSTRAINT booking_room;

ALTER TABLE public.room DROP CONSTRAINT room_key;

ALTER TABLE public.room ADD CONSTRAINT room_key PRIMARY KEY (id, valid);
