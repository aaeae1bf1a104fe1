ALTER SEQUENCE public.t_id_seq OWNED BY NONE;

ALTER TABLE ONLY public.w ALTER COLUMN id DROP DEFAULT;

-- loses data: the rows of table public.t
DROP TABLE public.t;
