SET check_function_bodies = off;

DROP POLICY p1 ON public.t;

DROP POLICY p3 ON public.t;

DROP FUNCTION public.may(bigint);

CREATE FUNCTION public.may(integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$select $1 > 0$function$;

ALTER TABLE public.t ADD COLUMN b integer;

ALTER TABLE public.t ALTER COLUMN owner TYPE text;

CREATE POLICY p1 ON public.t USING (public.may(a));

ALTER POLICY p2 ON public.t USING ((b > 0));

-- loses data: the values of column public.t.c
ALTER TABLE public.t DROP COLUMN c;

CREATE POLICY p3 ON public.t USING ((owner = CURRENT_USER));
