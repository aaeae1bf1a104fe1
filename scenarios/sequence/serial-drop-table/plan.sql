ALTER TABLE ONLY public.u ALTER COLUMN a DROP DEFAULT;

-- loses data: the rows of table public.t
DROP TABLE public.t;
