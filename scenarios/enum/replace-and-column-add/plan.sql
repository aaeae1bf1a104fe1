-- moving the columns over to the new public.e fails where rows hold 'c'
ALTER TYPE public.e RENAME TO e__trueup_aside;

CREATE TYPE public.e AS ENUM ('a', 'b');

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN x TYPE public.e USING x::text::public.e;

ALTER TABLE public.t ADD COLUMN z public.e DEFAULT 'b'::public.e;

ALTER TABLE public.u ADD COLUMN z public.e;

DROP TYPE public.e__trueup_aside;
