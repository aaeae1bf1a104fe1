ALTER TABLE ONLY public.t ALTER COLUMN c DROP DEFAULT;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN a TYPE bigint;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN b TYPE integer USING b::text::integer;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN c TYPE integer USING c::text::integer;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN d TYPE timestamp without time zone;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN e TYPE jsonb;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN id TYPE bigint;

ALTER TABLE ONLY public.t ALTER COLUMN c SET DEFAULT 1;
