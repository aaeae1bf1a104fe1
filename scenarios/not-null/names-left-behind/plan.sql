ALTER TABLE public.person ALTER COLUMN nick DROP NOT NULL;

CREATE TABLE public.first (
  a integer CONSTRAINT original_a_not_null NOT NULL
);

CREATE TABLE public.likewise (
  a integer CONSTRAINT original_a_not_null NOT NULL,
  CONSTRAINT likewise_pkey PRIMARY KEY (a)
);

ALTER TABLE public.person ADD COLUMN name text;

ALTER TABLE public.original RENAME CONSTRAINT original_a_not_null TO original_a_not_null1;

-- scans the table
ALTER TABLE public.person ADD CONSTRAINT person_nick_not_null NOT NULL name;

ALTER POLICY p ON public.person USING ((name = CURRENT_USER));

-- loses data: the values of column public.person.nick
ALTER TABLE public.person DROP COLUMN nick;
