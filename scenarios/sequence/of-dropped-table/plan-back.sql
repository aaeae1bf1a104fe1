CREATE SEQUENCE public.s;

CREATE TABLE public.t (
  id integer DEFAULT nextval('public.t_id_seq'::regclass) NOT NULL,
  a integer,
  CONSTRAINT t_pkey PRIMARY KEY (id)
);

ALTER TABLE ONLY public.w ALTER COLUMN id SET DEFAULT nextval('public.s'::regclass);

ALTER SEQUENCE public.s OWNED BY public.t.a;

ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id;
