CREATE SEQUENCE public.t_id_seq AS integer;

CREATE SEQUENCE public.t_k_seq AS smallint;

CREATE TABLE public.t (
  id integer DEFAULT nextval('public.t_id_seq'::regclass) NOT NULL,
  k smallint DEFAULT nextval('public.t_k_seq'::regclass) NOT NULL
);

ALTER TABLE ONLY public.u ALTER COLUMN a SET DEFAULT nextval('public.t_id_seq'::regclass);

ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;

ALTER SEQUENCE public.t_k_seq OWNED BY public.t.k;
