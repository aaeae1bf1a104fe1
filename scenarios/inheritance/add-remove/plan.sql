ALTER TABLE public.d NO INHERIT public.a;

ALTER TABLE public.c INHERIT public.a;

ALTER TABLE public.c INHERIT public.b;
