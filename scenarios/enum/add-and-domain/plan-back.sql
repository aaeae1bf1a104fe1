ALTER TABLE ONLY public.t ALTER COLUMN d DROP DEFAULT;

ALTER DOMAIN public.d RENAME TO d__trueup_aside;

-- moving the columns over to the new public.e fails where rows hold 'b'
ALTER TYPE public.e RENAME TO e__trueup_aside;

CREATE TYPE public.e AS ENUM ('a');

CREATE DOMAIN public.d AS public.e;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN d TYPE public.d USING d::text::public.d;

DROP DOMAIN public.d__trueup_aside;

DROP TYPE public.e__trueup_aside;
