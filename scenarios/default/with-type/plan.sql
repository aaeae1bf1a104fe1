ALTER TABLE ONLY public.t ALTER COLUMN a DROP DEFAULT;

ALTER TABLE ONLY public.t ALTER COLUMN b DROP DEFAULT;

ALTER TABLE ONLY public.t ALTER COLUMN c DROP DEFAULT;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN a TYPE public.e USING a::text::public.e;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN b TYPE text;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN c TYPE integer USING c::text::integer;

ALTER TABLE ONLY public.t ALTER COLUMN a SET DEFAULT 'a'::public.e;

ALTER TABLE ONLY public.t ALTER COLUMN b SET DEFAULT 'one'::text;

ALTER TABLE ONLY public.t ALTER COLUMN c SET DEFAULT 0;
