ALTER TABLE public.detached NO INHERIT public.parent;

-- loses data: the values of column public.detached.gone
ALTER TABLE public.detached DROP COLUMN gone;

-- loses data: the values of column public.parent.gone
ALTER TABLE public.parent DROP COLUMN gone;

-- fails where public.kept has rows: the column is NOT NULL and has no default
ALTER TABLE public.kept ADD COLUMN b integer CONSTRAINT kept_b_not_null NOT NULL;

-- fails where public.other has rows: the column is NOT NULL and has no default
ALTER TABLE public.other ADD COLUMN a integer CONSTRAINT other_a_not_null NOT NULL;

-- fails where public.other has rows: the column is NOT NULL and has no default
ALTER TABLE public.other ADD COLUMN b integer CONSTRAINT other_b_not_null NOT NULL;

ALTER TABLE public.other ADD COLUMN c text DEFAULT 'y'::text;

ALTER TABLE public.other ADD COLUMN own integer;

-- fails where public.parent has rows: the column is NOT NULL and has no default
ALTER TABLE public.parent ADD COLUMN b integer NOT NULL;

ALTER TABLE public.parent ADD COLUMN c text DEFAULT 'x'::text;

ALTER TABLE public.detached RENAME CONSTRAINT parent_a_not_null TO detached_a_not_null;

-- scans the table
ALTER TABLE public.other ADD CONSTRAINT parent_c_check CHECK ((c <> ''::text));

ALTER TABLE public.other INHERIT public.parent;

-- scans the table
ALTER TABLE public.parent ADD CONSTRAINT parent_c_check CHECK ((c <> ''::text));
