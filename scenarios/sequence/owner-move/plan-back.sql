CREATE TABLE public.t1 (
  a integer
);

CREATE TABLE public.t3 (
  x integer DEFAULT nextval('public.s3'::regclass)
);

ALTER SEQUENCE public.s OWNED BY public.t1.a;

ALTER SEQUENCE public.s2 OWNED BY public.t1.a;

ALTER SEQUENCE public.s3 OWNED BY public.t3.x;

-- loses data: the rows of table public.t4
DROP TABLE public.t4;
