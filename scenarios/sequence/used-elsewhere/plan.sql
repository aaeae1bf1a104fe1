DROP VIEW public.v;

ALTER TABLE ONLY public.t ALTER COLUMN a DROP DEFAULT;

-- loses data: the counter of sequence public.s
DROP SEQUENCE public.s;
