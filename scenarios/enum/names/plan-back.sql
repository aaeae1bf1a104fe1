-- loses data: the rows of table public.t
DROP TABLE public.t;

DROP TYPE public."E""é";

CREATE TYPE public."E""é" AS ENUM ('x');
