ALTER TABLE public.b DROP CONSTRAINT changes;

ALTER TABLE public.b DROP CONSTRAINT domain;

ALTER TABLE public.a ALTER COLUMN d TYPE text;

-- rewrites the table
ALTER TABLE public.a
  ALTER COLUMN id TYPE integer USING id::text::integer,
  ALTER COLUMN s TYPE character varying(20),
  ALTER COLUMN w TYPE integer;

-- rewrites the table
ALTER TABLE public.b ALTER COLUMN a TYPE integer USING a::text::integer;

ALTER TABLE public.b ALTER COLUMN d TYPE text;

-- rewrites the table
ALTER TABLE public.b
  ALTER COLUMN s TYPE character varying(20),
  ALTER COLUMN w TYPE integer;

-- scans the table
ALTER TABLE public.b ADD CONSTRAINT changes FOREIGN KEY (a) REFERENCES public.a(id) ON DELETE CASCADE;

-- scans the table
ALTER TABLE public.b ADD CONSTRAINT domain FOREIGN KEY (d) REFERENCES public.a(d);
