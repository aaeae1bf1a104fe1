ALTER SEQUENCE public.t_id_seq SET LOGGED;

-- rewrites the table
ALTER TABLE public.t SET LOGGED;
