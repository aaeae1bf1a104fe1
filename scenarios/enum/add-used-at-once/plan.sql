-- Step 1 of 5: in one transaction

ALTER TYPE public.e ADD VALUE 'a' BEFORE 'b';

-- Step 2 of 5: in one transaction

ALTER TYPE public.e ADD VALUE 'c' AFTER 'b';

-- Step 3 of 5: in one transaction

ALTER TYPE public.e ADD VALUE 'e';

-- Step 4 of 5: in one transaction

ALTER TYPE public.e ADD VALUE 'f';

-- Step 5 of 5: in one transaction

ALTER TABLE ONLY public.t ALTER COLUMN x SET DEFAULT 'c'::public.e;

CREATE VIEW public.v AS
 SELECT 'a'::public.e AS x;

-- scans the table
ALTER TABLE public.t ADD CONSTRAINT t_x_check CHECK ((x < 'f'::public.e));
