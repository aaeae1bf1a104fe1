ALTER TABLE public.person ALTER COLUMN name DROP NOT NULL;

-- loses data: the rows of table public.first
DROP TABLE public.first;

-- loses data: the rows of table public.likewise
DROP TABLE public.likewise;

ALTER TABLE public.person ADD COLUMN nick text;

ALTER TABLE public.original RENAME CONSTRAINT original_a_not_null1 TO original_a_not_null;

-- fails where a row holds NULL
-- scans the table
ALTER TABLE public.person ALTER COLUMN nick SET NOT NULL;

ALTER POLICY p ON public.person USING ((nick = CURRENT_USER));

-- loses data: the values of column public.person.name
ALTER TABLE public.person DROP COLUMN name;
