ALTER DOMAIN public.d SET DEFAULT 'y'::text;

-- fails where rows hold NULL
-- scans the table
ALTER DOMAIN public.d ADD CONSTRAINT nn NOT NULL;

-- fails where rows violate it
-- scans the table
ALTER DOMAIN public.d ADD CONSTRAINT c1 CHECK ((VALUE <> 'z'::text));

ALTER DOMAIN public.d ADD CONSTRAINT c2 CHECK ((VALUE <> 'q'::text)) NOT VALID;
