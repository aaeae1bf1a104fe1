ALTER DOMAIN public.d SET DEFAULT 'x'::text;

ALTER DOMAIN public.d DROP NOT NULL;

ALTER DOMAIN public.n DROP DEFAULT;

-- fails where rows hold NULL
-- scans the table
ALTER DOMAIN public.n SET NOT NULL;
