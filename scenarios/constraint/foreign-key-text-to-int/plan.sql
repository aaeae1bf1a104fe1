ALTER TABLE public.b DROP CONSTRAINT b_a_id_fkey;

-- rewrites the table
ALTER TABLE public.a ALTER COLUMN id TYPE integer USING id::text::integer;

-- rewrites the table
ALTER TABLE public.b ALTER COLUMN a_id TYPE integer USING a_id::text::integer;

-- scans the table
ALTER TABLE public.b ADD CONSTRAINT b_a_id_fkey FOREIGN KEY (a_id) REFERENCES public.a(id);
