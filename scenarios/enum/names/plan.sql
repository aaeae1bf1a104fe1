-- Step 1 of 5: in one transaction

ALTER TYPE public."E""é" ADD VALUE 'y''s';

-- Step 2 of 5: in one transaction

ALTER TYPE public."E""é" ADD VALUE 'ünï';

-- Step 3 of 5: in one transaction

ALTER TYPE public."E""é" ADD VALUE E'back\\slash';

-- Step 4 of 5: in one transaction

ALTER TYPE public."E""é" ADD VALUE '';

-- Step 5 of 5: in one transaction

CREATE TABLE public.t (
  "a A" public."E""é"[] DEFAULT '{y''s}'::public."E""é"[]
);

COMMENT ON TYPE public."E""é" IS 'é';
