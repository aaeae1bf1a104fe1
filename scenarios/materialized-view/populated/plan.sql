-- runs its query; reading it waits that long
-- scans the table
REFRESH MATERIALIZED VIEW public.m;
