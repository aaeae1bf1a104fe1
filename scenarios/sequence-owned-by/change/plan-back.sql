ALTER SEQUENCE public.s3 OWNED BY NONE;

ALTER TABLE public.t ADD COLUMN b integer;

ALTER SEQUENCE public.s1 OWNED BY public.t.a;

ALTER SEQUENCE public.s2 OWNED BY public.t.b;
