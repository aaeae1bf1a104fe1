ALTER TABLE public.c NO INHERIT public.a;

ALTER TABLE public.c NO INHERIT public.b;

ALTER TABLE public.d INHERIT public.a;
