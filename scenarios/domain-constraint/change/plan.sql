ALTER DOMAIN public.d DROP CONSTRAINT gone;

ALTER DOMAIN public.d DROP CONSTRAINT low;

-- fails where rows violate it
-- scans the table
ALTER DOMAIN public.d ADD CONSTRAINT high CHECK ((VALUE < 100));

-- fails where rows violate it
-- scans the table
ALTER DOMAIN public.d ADD CONSTRAINT low CHECK ((VALUE >= 0));

COMMENT ON CONSTRAINT high ON DOMAIN public.d IS 'H';
