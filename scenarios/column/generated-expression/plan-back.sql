-- rewrites the table
ALTER TABLE public.t ALTER COLUMN g SET EXPRESSION AS ((a * 2));
