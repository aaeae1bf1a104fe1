ALTER TABLE ONLY public.t ALTER COLUMN a DROP DEFAULT;

ALTER TABLE ONLY public.t ALTER COLUMN b DROP DEFAULT;

ALTER TABLE ONLY public.t ALTER COLUMN c DROP DEFAULT;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN a TYPE text;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN b TYPE integer USING b::text::integer;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN c TYPE character varying(5);

ALTER TABLE ONLY public.t ALTER COLUMN a SET DEFAULT 'a'::text;

ALTER TABLE ONLY public.t ALTER COLUMN b SET DEFAULT 1;

ALTER TABLE ONLY public.t ALTER COLUMN c SET DEFAULT 'x'::character varying;
