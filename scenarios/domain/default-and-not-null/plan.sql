ALTER DOMAIN public.d SET DEFAULT 'y'::text;

-- fails where rows hold NULL
-- scans the table
ALTER DOMAIN public.d SET NOT NULL;

ALTER DOMAIN public.n SET DEFAULT 1;

ALTER DOMAIN public.n DROP NOT NULL;
