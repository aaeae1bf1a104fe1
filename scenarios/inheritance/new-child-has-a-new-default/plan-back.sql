ALTER TABLE ONLY public.p ALTER COLUMN a DROP DEFAULT;

ALTER TABLE ONLY public.p ALTER COLUMN id DROP DEFAULT;

-- loses data: the rows of table public.c
DROP TABLE public.c;

-- fails where a row holds NULL
-- scans the table
ALTER TABLE public.p ALTER COLUMN id SET NOT NULL;

ALTER TABLE public.p ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY;

-- scans the table
SELECT setval('public.p_id_seq', m) FROM (SELECT max(id) AS m FROM public.p) AS used WHERE m >= 1;
