ALTER TABLE public.t ADD COLUMN a text DEFAULT 'x'::text NOT NULL;

ALTER TABLE public.t ADD COLUMN b integer DEFAULT 1 NOT NULL;

-- rewrites the table
ALTER TABLE public.t ADD COLUMN c integer GENERATED ALWAYS AS (id) STORED NOT NULL;

-- rewrites the table
ALTER TABLE public.t ADD COLUMN d integer NOT NULL GENERATED ALWAYS AS IDENTITY;
