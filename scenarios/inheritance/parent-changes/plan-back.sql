ALTER TABLE public.a DROP CONSTRAINT a_id_check;

ALTER TABLE public.a ALTER COLUMN x DROP NOT NULL;

-- loses data: the values of column public.a.fresh
ALTER TABLE public.a DROP COLUMN fresh;

ALTER TABLE public.a ADD COLUMN gone integer;

-- rewrites the table
ALTER TABLE public.a
  ALTER COLUMN id TYPE integer,
  ALTER COLUMN x TYPE character varying(5);
