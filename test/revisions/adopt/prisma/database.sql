CREATE TYPE public."Plan" AS ENUM (
    'free',
    'paid'
);

CREATE TABLE public."Account" (
    id integer NOT NULL,
    email text NOT NULL,
    plan public."Plan" DEFAULT 'free'::public."Plan" NOT NULL,
    "touchedAt" timestamp(3) without time zone NOT NULL,
    name text
);

CREATE SEQUENCE public."Account_id_seq"
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public."Account_id_seq" OWNED BY public."Account".id;

CREATE TABLE public._prisma_migrations (
    id character varying(36) NOT NULL,
    checksum character varying(64) NOT NULL,
    finished_at timestamp with time zone,
    migration_name character varying(255) NOT NULL,
    logs text,
    rolled_back_at timestamp with time zone,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    applied_steps_count integer DEFAULT 0 NOT NULL
);

ALTER TABLE ONLY public."Account" ALTER COLUMN id SET DEFAULT nextval('public."Account_id_seq"'::regclass);

INSERT INTO public._prisma_migrations VALUES ('0a3f51e2-0000-4000-8000-000000000001', '946a8dcedba5b3e5875dca8c94239b821094bd63b08403ab41dba423536295cf', '2023-04-01 10:00:01+00', '20230105101500_accounts', NULL, NULL, '2023-04-01 10:00:01+00', 1);
INSERT INTO public._prisma_migrations VALUES ('0a3f51e2-0000-4000-8000-000000000002', '97552044e75ac647bcbaf4dd862c59e4c58cc4079b2e411b52121868aecc2043', '2023-04-01 10:00:02+00', '20230212080000_touch', NULL, NULL, '2023-04-01 10:00:02+00', 1);
INSERT INTO public._prisma_migrations VALUES ('0a3f51e2-0000-4000-8000-000000000009', 'x', NULL, '20230212080000_touch', 'ERROR: column "touchedAt" contains null values', '2023-03-31 09:00:00+00', '2023-03-31 08:00:00+00', 0);

SELECT pg_catalog.setval('public."Account_id_seq"', 1, false);

ALTER TABLE ONLY public."Account"
    ADD CONSTRAINT "Account_pkey" PRIMARY KEY (id);

ALTER TABLE ONLY public._prisma_migrations
    ADD CONSTRAINT _prisma_migrations_pkey PRIMARY KEY (id);

CREATE UNIQUE INDEX "Account_email_key" ON public."Account" USING btree (email);

