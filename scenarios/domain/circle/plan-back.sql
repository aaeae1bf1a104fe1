-- loses data: the rows of table public.t
DROP TABLE public.t;

DROP FUNCTION public.g(public.d);

ALTER DOMAIN public.d2 DROP CONSTRAINT c2;

DROP FUNCTION public.h(public.d2);

DROP DOMAIN public.d;

DROP FUNCTION public.f(text);

DROP DOMAIN public.d2;
