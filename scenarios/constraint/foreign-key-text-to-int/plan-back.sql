ALTER TABLE public.b DROP CONSTRAINT b_a_id_fkey;

-- rewrites the table
ALTER TABLE public.a ALTER COLUMN id TYPE text;

-- rewrites the table
ALTER TABLE public.b ALTER COLUMN a_id TYPE text;

-- scans the table
ALTER TABLE public.b ADD CONSTRAINT b_a_id_fkey FOREIGN KEY (a_id) REFERENCES public.a(id);
