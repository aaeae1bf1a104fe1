-- moving the columns over to the new public."a type whose name takes every one of the sixty-three bytes, é" fails where rows hold 'a'
ALTER TYPE public."a type whose name takes every one of the sixty-three bytes, é" RENAME TO "a type whose name takes every one of the sixty-th__trueup_aside";

-- moving the columns over to the new public.e fails where rows hold 'a'
ALTER TYPE public.e RENAME TO e__trueup_aside;

CREATE TYPE public."a type whose name takes every one of the sixty-three bytes, é" AS ENUM ('b');

CREATE TYPE public.e AS ENUM ('b');

-- rewrites the table
ALTER TABLE public.e__trueup_aside ALTER COLUMN x TYPE public."a type whose name takes every one of the sixty-three bytes, é" USING x::text::public."a type whose name takes every one of the sixty-three bytes, é";

DROP TYPE public."a type whose name takes every one of the sixty-th__trueup_aside";

-- rewrites the table
ALTER TABLE public.e__trueup_aside ALTER COLUMN y TYPE public.e USING y::text::public.e;

DROP TYPE public.e__trueup_aside;
