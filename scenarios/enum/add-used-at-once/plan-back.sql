ALTER TABLE public.t DROP CONSTRAINT t_x_check;

DROP VIEW public.v;

ALTER TABLE ONLY public.t ALTER COLUMN x DROP DEFAULT;

-- moving the columns over to the new public.e fails where rows hold 'a' or 'c' or 'e' or 'f'
ALTER TYPE public.e RENAME TO e__trueup_aside;

CREATE TYPE public.e AS ENUM ('b', 'd');

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN x TYPE public.e USING x::text::public.e;

DROP TYPE public.e__trueup_aside;

ALTER TABLE ONLY public.t ALTER COLUMN x SET DEFAULT 'b'::public.e;
