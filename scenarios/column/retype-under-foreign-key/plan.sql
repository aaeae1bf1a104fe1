ALTER TABLE public.b DROP CONSTRAINT changes;

ALTER TABLE public.b DROP CONSTRAINT domain;

ALTER TABLE public.a ALTER COLUMN d TYPE public.code;

-- rewrites the table
ALTER TABLE public.a ALTER COLUMN id TYPE text;

ALTER TABLE public.a ALTER COLUMN s TYPE text;

-- rewrites the table
ALTER TABLE public.a ALTER COLUMN w TYPE bigint;

-- rewrites the table
ALTER TABLE public.b ALTER COLUMN a TYPE text;

ALTER TABLE public.b ALTER COLUMN d TYPE public.code;

ALTER TABLE public.b ALTER COLUMN s TYPE text;

-- rewrites the table
ALTER TABLE public.b ALTER COLUMN w TYPE bigint;

-- scans the table
ALTER TABLE public.b ADD CONSTRAINT changes FOREIGN KEY (a) REFERENCES public.a(id) ON DELETE CASCADE;

-- scans the table
ALTER TABLE public.b ADD CONSTRAINT domain FOREIGN KEY (d) REFERENCES public.a(d);
