ALTER SEQUENCE public.s2 OWNED BY NONE;

-- loses data: the values of column public.t.b
ALTER TABLE public.t DROP COLUMN b;

ALTER SEQUENCE public.s1 OWNED BY public.u.a;

ALTER SEQUENCE public.s3 OWNED BY public.t.a;
