ALTER TABLE public.t ALTER COLUMN a DROP EXPRESSION;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN a TYPE text[] USING a::text::text[];

ALTER TABLE public.t ALTER COLUMN b DROP EXPRESSION;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN b TYPE bigint;
