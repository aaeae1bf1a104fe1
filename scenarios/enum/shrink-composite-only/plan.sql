ALTER TYPE public.ce RENAME TO ce__trueup_aside;

-- moving the columns over to the new public.e fails where rows hold 'c'
ALTER TYPE public.e RENAME TO e__trueup_aside;

CREATE TYPE public.e AS ENUM ('a', 'b');

CREATE TYPE public.ce AS (y public.e, z integer);

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN d TYPE public.ce USING d::text::public.ce;

DROP TYPE public.ce__trueup_aside;

DROP TYPE public.e__trueup_aside;
