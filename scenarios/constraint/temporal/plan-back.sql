ALTER TABLE public.room DROP CONSTRAINT room_key;

ALTER TABLE public.room ADD CONSTRAINT room_key PRIMARY KEY (id, valid WITHOUT OVERLAPS);

-- scans the table
ALTER TABLE public.booking ADD CONSTRAINT booking_room FOREIGN KEY (room_id, PERIOD valid) REFERENCES public.room(id, PERIOD valid);
