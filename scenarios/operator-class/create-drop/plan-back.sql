-- loses data: the rows of table public.t
DROP TABLE public.t;

DROP OPERATOR CLASS public.c_ops USING btree;

DROP OPERATOR FAMILY public.c_family USING btree;

DROP OPERATOR public.<<< (public.c, public.c);

DROP OPERATOR public.=#= (public.c, public.c);

DROP FUNCTION public.c_cmp(public.c, public.c);

DROP FUNCTION public.c_eq(public.c, public.c);

DROP FUNCTION public.c_lt(public.c, public.c);
