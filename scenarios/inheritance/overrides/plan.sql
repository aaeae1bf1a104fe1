-- loses data: the values of column public.p.x
ALTER TABLE public.p DROP COLUMN x;

CREATE TABLE public.q (
  id integer NOT NULL GENERATED ALWAYS AS IDENTITY,
  x integer GENERATED ALWAYS AS ((1 + 1)) STORED
);

CREATE TABLE public.q1 () INHERITS (public.q);

ALTER TABLE public.p ADD COLUMN a integer;

ALTER TABLE public.p ADD COLUMN b integer;

-- fails where public.p has rows: the column is NOT NULL and has no default
ALTER TABLE public.p ADD COLUMN c text NOT NULL;

ALTER TABLE ONLY public.c3 ALTER COLUMN c SET STORAGE EXTERNAL;

ALTER TABLE ONLY public.c3 ALTER COLUMN c SET STATISTICS 7;

ALTER TABLE public.c31 ALTER COLUMN c SET STORAGE EXTERNAL;

ALTER TABLE public.p ADD COLUMN d integer DEFAULT 3;

CREATE TABLE public.c2 (
  a integer DEFAULT 7
) INHERITS (public.p);

ALTER TABLE ONLY public.c3 ALTER COLUMN d DROP DEFAULT;

ALTER TABLE ONLY public.c31 ALTER COLUMN d DROP DEFAULT;

ALTER TABLE ONLY public.c1 ALTER COLUMN a SET DEFAULT 5;

ALTER TABLE ONLY public.c1 ALTER COLUMN d SET DEFAULT 4;

-- fails where a row holds NULL
-- scans the table
ALTER TABLE public.c1 ALTER COLUMN b SET NOT NULL;

-- fails where a row holds NULL
-- scans the table
ALTER TABLE public.c3 ALTER COLUMN a SET NOT NULL;

-- scans the table
ALTER TABLE public.c3 ADD CONSTRAINT ck CHECK ((a > 0));

ALTER TABLE public.p ADD CONSTRAINT pk CHECK ((a > 0)) NOT VALID;

ALTER TABLE public.n1 ADD CONSTRAINT x CHECK ((a > 3)) NOT VALID;
