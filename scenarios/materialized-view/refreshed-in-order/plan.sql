-- runs its query; reading it waits that long
-- rewrites the table
REFRESH MATERIALIZED VIEW public.z;

-- runs its query; reading it waits that long
-- rewrites the table
REFRESH MATERIALIZED VIEW public.m;
