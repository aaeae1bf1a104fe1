ALTER TABLE ONLY public.t ALTER COLUMN x DROP DEFAULT;

ALTER TABLE ONLY public.t ALTER COLUMN y DROP DEFAULT;

-- moving the columns over to the new public.e fails where rows hold 'c'
ALTER TYPE public.e RENAME TO e__trueup_aside;

CREATE TYPE public.e AS ENUM ('a', 'b');

-- rewrites the table
ALTER TABLE public.t
  ALTER COLUMN x TYPE public.e[] USING x::text[]::public.e[],
  ALTER COLUMN y TYPE public.e[] USING y::text[]::public.e[];

DROP TYPE public.e__trueup_aside;

ALTER TABLE ONLY public.t ALTER COLUMN x SET DEFAULT '{a}'::public.e[];

ALTER TABLE ONLY public.t ALTER COLUMN y SET DEFAULT ARRAY['a'::public.e, 'b'::public.e];
