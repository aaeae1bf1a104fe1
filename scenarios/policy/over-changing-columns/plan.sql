SET check_function_bodies = off;

DROP POLICY p1 ON public.t;

DROP POLICY p3 ON public.t;

DROP FUNCTION public.may(integer);

CREATE FUNCTION public.may(bigint)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$select $1 > 0$function$;

ALTER TABLE public.t ADD COLUMN c integer;

-- rewrites the table
ALTER TABLE public.t ALTER COLUMN owner TYPE character varying(20);

CREATE POLICY p1 ON public.t USING (public.may((a)::bigint));

ALTER POLICY p2 ON public.t USING ((c > 0));

-- loses data: the values of column public.t.b
ALTER TABLE public.t DROP COLUMN b;

CREATE POLICY p3 ON public.t USING (((owner)::text = CURRENT_USER));
