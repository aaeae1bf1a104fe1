ALTER TYPE public.x RENAME TO x__trueup_aside;

CREATE DOMAIN public.x AS text;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN k TYPE public.x USING k::text::public.x;

DROP TYPE public.x__trueup_aside;
