-- loses data: the values of column public.added.a
ALTER TABLE public.added DROP COLUMN a;

-- loses data: the rows of table public.t
DROP TABLE public.t;

ALTER SEQUENCE public.u_a_seq SET UNLOGGED;

ALTER SEQUENCE public.u_b_seq SET LOGGED;
