CREATE TABLE public.c (
  id integer DEFAULT 7,
  z integer
) INHERITS (public.b, public.a);

CREATE TABLE public.d (
  x text DEFAULT 'd'::text
) INHERITS (public.a);

CREATE TABLE public.e (
  x text DEFAULT 'e'::text
) INHERITS (public.c, public.d);

ALTER TABLE ONLY public.c ALTER COLUMN x SET DEFAULT 'a'::text;

ALTER TABLE ONLY public.e ALTER COLUMN id SET DEFAULT 7;

COMMENT ON COLUMN public.d.x IS 'own';
