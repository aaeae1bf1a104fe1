SET check_function_bodies = off;

DROP POLICY p ON public.t;

DROP TRIGGER tr ON public.t;

ALTER TABLE public.t DROP CONSTRAINT t_c_check;

DROP INDEX public.t_f;

DROP VIEW public.v;

ALTER TABLE ONLY public.t ALTER COLUMN a DROP DEFAULT;

DROP FUNCTION public.f(integer);

CREATE FUNCTION public.f(a integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE
AS $function$select a + 1::bigint$function$;

ALTER TABLE ONLY public.t ALTER COLUMN a SET DEFAULT public.f(1);

CREATE VIEW public.v AS
 SELECT public.f(a) AS c
   FROM public.t;

CREATE INDEX t_f ON public.t USING btree (public.f(a));

-- scans the table
ALTER TABLE public.t ADD CONSTRAINT t_c_check CHECK ((public.f(c) > 0));

CREATE TRIGGER tr BEFORE INSERT ON public.t FOR EACH ROW WHEN ((public.f(new.a) > 0)) EXECUTE FUNCTION public.tf();

CREATE POLICY p ON public.t USING ((public.f(a) > 0));

COMMENT ON FUNCTION public.f(integer) IS 'one more';

COMMENT ON INDEX public.t_f IS 'by f';

COMMENT ON POLICY p ON public.t IS 'as f says';
