ALTER TABLE ONLY public.t ALTER COLUMN c DROP DEFAULT;

-- rewrites the table
ALTER TABLE public.t
  ALTER COLUMN a TYPE bigint,
  ALTER COLUMN b TYPE integer USING b::text::integer,
  ALTER COLUMN c TYPE integer USING c::text::integer,
  ALTER COLUMN d TYPE timestamp without time zone,
  ALTER COLUMN e TYPE jsonb,
  ALTER COLUMN id TYPE bigint;

ALTER TABLE ONLY public.t ALTER COLUMN c SET DEFAULT 1;
