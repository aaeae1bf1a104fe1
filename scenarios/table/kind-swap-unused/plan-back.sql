-- loses data: the rows of table public.y
DROP TABLE public.y;

DROP DOMAIN public.x;

CREATE TYPE public.x AS ENUM ('a', 'b');
