ALTER SEQUENCE public.t_id_seq OWNED BY NONE;

-- loses data: the rows of table public.t
DROP TABLE public.t;

-- loses data: the rows of table public.u
DROP TABLE public.u;

CREATE SEQUENCE public.u_id_seq AS integer;

CREATE TABLE public.t (
  id integer DEFAULT nextval('public.t_id_seq'::regclass) NOT NULL,
  k integer
);

CREATE TABLE public.u (
  id integer DEFAULT nextval('public.u_id_seq'::regclass) NOT NULL,
  k integer
);

ALTER SEQUENCE public.q OWNED BY public.u.k;

ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;

ALTER SEQUENCE public.u_id_seq OWNED BY public.u.id;
