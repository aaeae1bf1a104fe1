-- fails where rows violate it
-- scans the table
ALTER DOMAIN public.d VALIDATE CONSTRAINT d_check;
