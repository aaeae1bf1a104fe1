SET check_function_bodies = off;

DROP POLICY p ON public.t;

DROP MATERIALIZED VIEW public.m;

DROP TRIGGER g ON public.t;

ALTER TABLE public.t DROP CONSTRAINT t_b_check;

DROP INDEX public.i;

DROP VIEW public.v;

ALTER TABLE ONLY public.t ALTER COLUMN a DROP DEFAULT;

DROP FUNCTION public.f(integer);

CREATE FUNCTION public.f(x integer)
 RETURNS integer
 LANGUAGE sql
 IMMUTABLE
AS $function$select x$function$;

ALTER TABLE ONLY public.t ALTER COLUMN a SET DEFAULT public.f(1);

CREATE VIEW public.v AS
 SELECT public.f(a) AS x
   FROM public.t;

CREATE INDEX i ON public.t USING btree (public.f(b));

-- scans the table
ALTER TABLE public.t ADD CONSTRAINT t_b_check CHECK ((public.f(b) > 0));

CREATE TRIGGER g BEFORE UPDATE ON public.t FOR EACH ROW WHEN ((public.f(new.a) > 0)) EXECUTE FUNCTION public.g();

-- runs its query to fill it
CREATE MATERIALIZED VIEW public.m AS
 SELECT public.f(a) AS x
   FROM public.t;

CREATE POLICY p ON public.t USING ((public.f(a) > 0));

COMMENT ON FUNCTION public.f(integer) IS 'F';

REVOKE EXECUTE ON FUNCTION public.f(integer) FROM PUBLIC;
