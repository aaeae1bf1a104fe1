ALTER DOMAIN public.d RENAME TO d__trueup_aside;

CREATE DOMAIN public.d AS text DEFAULT 'y'::text NOT NULL CONSTRAINT c1 CHECK ((VALUE <> 'z'::text));

ALTER DOMAIN public.d ADD CONSTRAINT c2 CHECK ((VALUE <> 'q'::text)) NOT VALID;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN a TYPE public.d USING a::text::public.d;

-- rewrites the table
ALTER TABLE public.t2 ALTER COLUMN b TYPE public.d[] USING b::text[]::public.d[];

DROP DOMAIN public.d__trueup_aside;
