ALTER DOMAIN public.d DROP CONSTRAINT high;

ALTER DOMAIN public.d DROP CONSTRAINT low;

-- fails where rows violate it
-- scans the table
ALTER DOMAIN public.d ADD CONSTRAINT gone CHECK ((VALUE < 1000));

-- fails where rows violate it
-- scans the table
ALTER DOMAIN public.d ADD CONSTRAINT low CHECK ((VALUE > 0));
