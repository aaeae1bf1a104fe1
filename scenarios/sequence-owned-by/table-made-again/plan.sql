ALTER SEQUENCE public.q OWNED BY NONE;

ALTER SEQUENCE public.t_id_seq OWNED BY NONE;

-- loses data: the rows of table public.t
DROP TABLE public.t;

-- loses data: the rows of table public.u
DROP TABLE public.u;

CREATE TABLE public.t (
  id integer DEFAULT nextval('public.t_id_seq'::regclass) NOT NULL,
  k integer
) PARTITION BY LIST (id);

CREATE TABLE public.u (
  id integer,
  k integer
) PARTITION BY LIST (id);

ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;
