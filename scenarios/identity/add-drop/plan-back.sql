-- loses data: the counter of public.t.id
ALTER TABLE public.t ALTER COLUMN id DROP IDENTITY;

ALTER TABLE public.u ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;

-- scans the table
SELECT setval('public.u_id_seq', m) FROM (SELECT max(id) AS m FROM public.u) AS used WHERE m >= 1;
