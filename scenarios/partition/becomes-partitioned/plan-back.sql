-- loses data: the rows of table public.t1
DROP TABLE public.t1;

-- loses data: the rows of table public.t
DROP TABLE public.t;

CREATE TABLE public.t (
  id integer,
  a text
);
