ALTER DOMAIN public.x RENAME TO x__trueup_aside;

CREATE TYPE public.x AS ENUM ('a', 'b');

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN k TYPE public.x USING k::text::public.x;

DROP DOMAIN public.x__trueup_aside;
