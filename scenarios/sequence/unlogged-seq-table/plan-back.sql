ALTER SEQUENCE public.t_id_seq SET UNLOGGED;

-- rewrites the table
ALTER TABLE public.t SET UNLOGGED;
