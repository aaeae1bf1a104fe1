ALTER TABLE public.c ADD COLUMN a integer DEFAULT 5;

ALTER TABLE public.c ADD COLUMN b text;

-- fails where public.c has rows: the column is NOT NULL and has no default
ALTER TABLE public.c ADD COLUMN id integer NOT NULL;

ALTER TABLE public.c INHERIT public.p;
