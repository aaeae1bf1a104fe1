CREATE TYPE public.order_state AS ENUM (
    'open',
    'returned',
    'paid',
    'shipped'
);

CREATE TYPE public.place_kind AS ENUM (
    'shelf',
    'skid'
);

CREATE FUNCTION public.invoice_number() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
        BEGIN
          -- @fills in what is missing
		NEW.number := coalesce(NEW.number, 'R-' || NEW.order_id);
          RETURN NEW;
        END
        $$;

COMMENT ON FUNCTION public.invoice_number() IS '100% of those that have none';

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);

CREATE TABLE public.currency (
    code character(3) NOT NULL,
    name text NOT NULL
);

CREATE TABLE public.customer (
    id integer NOT NULL,
    email text NOT NULL,
    joined_at timestamp with time zone DEFAULT now() NOT NULL,
    name text NOT NULL
);

CREATE SEQUENCE public.customer_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.customer_id_seq OWNED BY public.customer.id;

CREATE TABLE public.invoice (
    id integer NOT NULL,
    order_id bigint NOT NULL,
    number character varying(30) NOT NULL,
    CONSTRAINT ck_invoice_number CHECK (((number)::text <> ''::text))
);

ALTER TABLE public.invoice ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.invoice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.place (
    id integer NOT NULL,
    kind public.place_kind NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    order_id bigint
);

CREATE SEQUENCE public.place_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.place_id_seq OWNED BY public.place.id;

CREATE TABLE public.shop_order (
    id bigint NOT NULL,
    customer_id integer NOT NULL,
    state public.order_state DEFAULT 'open'::public.order_state NOT NULL,
    remark text,
    cents bigint NOT NULL,
    CONSTRAINT ck_order_cents CHECK ((cents >= 0))
);

COMMENT ON TABLE public.shop_order IS 'what was ordered: 100%';

COMMENT ON COLUMN public.shop_order.remark IS 'what the customer''s 100% sure about';

CREATE SEQUENCE public.shop_order_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.shop_order_id_seq OWNED BY public.shop_order.id;

ALTER TABLE ONLY public.customer ALTER COLUMN id SET DEFAULT nextval('public.customer_id_seq'::regclass);

ALTER TABLE ONLY public.place ALTER COLUMN id SET DEFAULT nextval('public.place_id_seq'::regclass);

ALTER TABLE ONLY public.shop_order ALTER COLUMN id SET DEFAULT nextval('public.shop_order_id_seq'::regclass);

INSERT INTO public.alembic_version VALUES ('f0c2b7a95d63');

INSERT INTO public.currency VALUES ('EUR', 'Euro');
INSERT INTO public.currency VALUES ('XTS', '100% test''s');

SELECT pg_catalog.setval('public.customer_id_seq', 1, false);

SELECT pg_catalog.setval('public.invoice_id_seq', 1, false);

SELECT pg_catalog.setval('public.place_id_seq', 1, false);

SELECT pg_catalog.setval('public.shop_order_id_seq', 1, false);

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY public.currency
    ADD CONSTRAINT currency_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.customer
    ADD CONSTRAINT customer_email_key UNIQUE (email);

ALTER TABLE ONLY public.customer
    ADD CONSTRAINT customer_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.invoice
    ADD CONSTRAINT invoice_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.place
    ADD CONSTRAINT place_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.shop_order
    ADD CONSTRAINT shop_order_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.invoice
    ADD CONSTRAINT uq_invoice_number UNIQUE (number);

CREATE INDEX ix_customer_name ON public.customer USING btree (name);

CREATE INDEX ix_shop_order_open ON public.shop_order USING btree (customer_id) WHERE (state = 'open'::public.order_state);

CREATE TRIGGER invoice_number BEFORE INSERT ON public.invoice FOR EACH ROW EXECUTE FUNCTION public.invoice_number();

ALTER TABLE ONLY public.invoice
    ADD CONSTRAINT invoice_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.shop_order(id);

ALTER TABLE ONLY public.place
    ADD CONSTRAINT place_order_id_fkey FOREIGN KEY (order_id) REFERENCES public.shop_order(id);

ALTER TABLE ONLY public.shop_order
    ADD CONSTRAINT shop_order_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customer(id) ON DELETE CASCADE;

