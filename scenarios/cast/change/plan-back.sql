DROP CAST (integer AS public.c);

DROP CAST (public.c AS text);

CREATE CAST (integer AS public.c) WITH FUNCTION public.to_c(integer);
