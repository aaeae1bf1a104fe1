-- rewrites the table
ALTER TABLE public.t
  ALTER COLUMN a TYPE character varying(5),
  ALTER COLUMN id TYPE integer;
