-- rewrites the table
ALTER TABLE public.p ADD COLUMN id integer NOT NULL GENERATED ALWAYS AS IDENTITY;
