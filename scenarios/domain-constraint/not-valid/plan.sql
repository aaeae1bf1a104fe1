-- fails where rows violate it
-- scans the table
ALTER DOMAIN public.d VALIDATE CONSTRAINT high;

ALTER DOMAIN public.d ADD CONSTRAINT new CHECK ((VALUE <> 50)) NOT VALID;
