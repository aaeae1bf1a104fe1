-- rewrites the table
ALTER TABLE public.t SET LOGGED;
