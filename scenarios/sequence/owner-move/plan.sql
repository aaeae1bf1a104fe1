ALTER SEQUENCE public.s2 OWNED BY NONE;

CREATE TABLE public.t4 (
  y bigint DEFAULT nextval('public.s3'::regclass),
  z integer
);

ALTER SEQUENCE public.s OWNED BY public.t2.b;

-- loses data: the rows of table public.t1
DROP TABLE public.t1;

ALTER SEQUENCE public.s3 OWNED BY public.t4.z;

-- loses data: the rows of table public.t3
DROP TABLE public.t3;
