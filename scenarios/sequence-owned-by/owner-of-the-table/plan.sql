CREATE SEQUENCE public.given_id_seq;

CREATE SEQUENCE public.new_id_seq AS integer;

CREATE SEQUENCE public.there_id_seq AS integer;

CREATE TABLE public.new (
  id integer DEFAULT nextval('public.new_id_seq'::regclass) NOT NULL,
  a integer,
  b integer
);

-- rewrites the table
ALTER TABLE public.given ADD COLUMN id bigint DEFAULT nextval('public.given_id_seq'::regclass) NOT NULL;

-- rewrites the table
ALTER TABLE public.there ADD COLUMN id integer DEFAULT nextval('public.there_id_seq'::regclass) NOT NULL;

ALTER SEQUENCE public.new_id_seq OWNED BY public.new.id;

ALTER SEQUENCE public.counter OWNER TO scenario_table_owner;

ALTER SEQUENCE public.given_id_seq OWNER TO scenario_table_owner;

ALTER SEQUENCE public.there_id_seq OWNER TO scenario_table_owner;

ALTER SEQUENCE public.there_id_seq OWNED BY public.there.id;

ALTER TABLE public.given OWNER TO scenario_table_owner;

ALTER SEQUENCE public.given_id_seq OWNED BY public.given.id;

ALTER TABLE public.new OWNER TO scenario_table_owner;

ALTER SEQUENCE public.counter OWNED BY public.new.a;

ALTER SEQUENCE public.kept OWNED BY public.new.b;
