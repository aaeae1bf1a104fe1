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

COMMENT ON COLUMN public.d.x IS 'own';
