DROP CAST (integer AS public.c);

CREATE CAST (integer AS public.c) WITH FUNCTION public.to_c2(integer) AS ASSIGNMENT;

CREATE CAST (public.c AS text) WITH INOUT;

COMMENT ON CAST (integer AS public.c) IS 'C';
