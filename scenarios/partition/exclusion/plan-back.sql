-- loses data: the rows of table public.hall_1
DROP TABLE public.hall_1;

-- loses data: the rows of table public.hall_rest_3
DROP TABLE public.hall_rest_3;

-- loses data: the rows of table public.hall_rest
DROP TABLE public.hall_rest;

-- loses data: the rows of table public.hall
DROP TABLE public.hall;

-- loses data: the rows of table public.room_2
DROP TABLE public.room_2;

ALTER TABLE public.room DROP CONSTRAINT one_at_a_time;
