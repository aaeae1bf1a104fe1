ALTER DOMAIN public.de RENAME TO de__trueup_aside;

-- moving the columns over to the new public.e fails where rows hold 'c'
ALTER TYPE public.e RENAME TO e__trueup_aside;

CREATE TYPE public.e AS ENUM ('a', 'b');

CREATE DOMAIN public.de AS public.e;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN d TYPE public.de USING d::text::public.de;

DROP DOMAIN public.de__trueup_aside;

DROP TYPE public.e__trueup_aside;
