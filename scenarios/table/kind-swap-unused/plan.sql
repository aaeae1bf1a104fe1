DROP TYPE public.x;

CREATE DOMAIN public.x AS text;

CREATE TABLE public.y ();
