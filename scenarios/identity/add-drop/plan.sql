-- loses data: the counter of public.u.id
ALTER TABLE public.u ALTER COLUMN id DROP IDENTITY;

ALTER TABLE public.t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;

-- scans the table
SELECT setval('public.t_id_seq', m) FROM (SELECT max(id) AS m FROM public.t) AS used WHERE m >= 1;
