-- Step 1 of 2: in one transaction

ALTER TYPE public.e ADD VALUE 'b';

-- Step 2 of 2: in one transaction

-- fails where rows violate it
-- scans the table
ALTER DOMAIN public.d ADD CONSTRAINT d_check CHECK ((VALUE <> 'b'::public.e));

ALTER TABLE ONLY public.t ALTER COLUMN d SET DEFAULT 'a'::public.e;
