-- loses data: the values of column public.a.gone
ALTER TABLE public.a DROP COLUMN gone;

ALTER TABLE public.a ADD COLUMN fresh integer;

-- rewrites the table
ALTER TABLE public.a ALTER COLUMN id TYPE bigint;

ALTER TABLE public.a ALTER COLUMN x TYPE character varying(10);

-- fails where a row holds NULL
-- scans the table
ALTER TABLE public.a ALTER COLUMN x SET NOT NULL;

-- scans the table
ALTER TABLE public.a ADD CONSTRAINT a_id_check CHECK ((id > 0));
