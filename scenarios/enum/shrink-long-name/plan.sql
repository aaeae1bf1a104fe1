-- moving the columns over to the new public."a type whose name takes every one of the sixty-three bytes, é" fails where rows hold 'a'
ALTER TYPE public."a type whose name takes every one of the sixty-three bytes, é" RENAME TO "a type whose name takes every one of the sixty-th__trueup_aside";

-- moving the columns over to the new public."a type whose name takes every one of the sixty-three bytes, ö" fails where rows hold 'a'
ALTER TYPE public."a type whose name takes every one of the sixty-three bytes, ö" RENAME TO "a type whose name takes every one of the sixty-__trueup_aside_2";

-- moving the columns over to the new public.e fails where rows hold 'a'
ALTER TYPE public.e RENAME TO e__trueup_aside_2;

CREATE TYPE public."a type whose name takes every one of the sixty-three bytes, é" AS ENUM ('b');

CREATE TYPE public."a type whose name takes every one of the sixty-three bytes, ö" AS ENUM ('b');

CREATE TYPE public.e AS ENUM ('b');

-- rewrites the table
ALTER TABLE public.e__trueup_aside
  ALTER COLUMN x TYPE public."a type whose name takes every one of the sixty-three bytes, é" USING x::text::public."a type whose name takes every one of the sixty-three bytes, é",
  ALTER COLUMN y TYPE public.e USING y::text::public.e,
  ALTER COLUMN z TYPE public."a type whose name takes every one of the sixty-three bytes, ö" USING z::text::public."a type whose name takes every one of the sixty-three bytes, ö";

DROP TYPE public."a type whose name takes every one of the sixty-th__trueup_aside";

DROP TYPE public."a type whose name takes every one of the sixty-__trueup_aside_2";

DROP TYPE public.e__trueup_aside_2;
