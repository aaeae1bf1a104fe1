-- loses data: the values of column public.t.a
ALTER TABLE public.t DROP COLUMN a;

ALTER TABLE public.t ADD COLUMN c text DEFAULT 'x'::text NOT NULL;

ALTER TABLE public.t ADD COLUMN d timestamp with time zone DEFAULT now();

-- rewrites the table
ALTER TABLE public.t ADD COLUMN e integer GENERATED ALWAYS AS ((b + 1)) STORED;
