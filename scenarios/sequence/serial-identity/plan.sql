-- loses data: the counter of public.u.id
ALTER TABLE public.u ALTER COLUMN id DROP IDENTITY;

ALTER TABLE ONLY public.t ALTER COLUMN id DROP DEFAULT;

ALTER TABLE ONLY public.u ALTER COLUMN k DROP DEFAULT;

-- loses data: the rows of table public.w
DROP TABLE public.w;

-- loses data: the counter of sequence public.t_id_seq
DROP SEQUENCE public.t_id_seq;

-- loses data: the counter of sequence public.u_k_seq
DROP SEQUENCE public.u_k_seq;

CREATE SEQUENCE public.u_id_seq AS integer;

ALTER TABLE ONLY public.u ALTER COLUMN id SET DEFAULT nextval('public.u_id_seq'::regclass);

ALTER SEQUENCE public.u_id_seq OWNED BY public.u.id;

SELECT setval('public.u_id_seq', m) FROM (SELECT max(id) AS m FROM public.u) AS used WHERE m >= 1;

ALTER TABLE public.t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;

-- scans the table
SELECT setval('public.t_id_seq', m) FROM (SELECT max(id) AS m FROM public.t) AS used WHERE m >= 1;
