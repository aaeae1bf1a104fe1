SET check_function_bodies = off;

DROP POLICY p ON public.t;

DROP TRIGGER g ON public.t;

ALTER TABLE public.t DROP CONSTRAINT k;

DROP INDEX public.t_a_idx;

DROP VIEW public.v;

ALTER TABLE ONLY public.t ALTER COLUMN a DROP DEFAULT;

ALTER TABLE ONLY public.t ALTER COLUMN b DROP DEFAULT;

DROP FUNCTION public.f(public.e);

-- moving the columns over to the new public.e fails where rows hold 'b2'
ALTER TYPE public.e RENAME TO e__trueup_aside;

CREATE TYPE public.e AS ENUM ('a', 'b', 'c');

CREATE FUNCTION public.f(x public.e)
 RETURNS public.e
 LANGUAGE sql
AS $function$select x$function$;

-- rewrites the table
ALTER TABLE public.t
  ALTER COLUMN a TYPE public.e USING a::text::public.e,
  ALTER COLUMN b TYPE public.e[] USING b::text[]::public.e[];

DROP TYPE public.e__trueup_aside;

ALTER TABLE ONLY public.t ALTER COLUMN a SET DEFAULT 'a'::public.e;

ALTER TABLE ONLY public.t ALTER COLUMN b SET DEFAULT '{a}'::public.e[];

CREATE VIEW public.v AS
 SELECT a,
    b
   FROM public.t
  WHERE (a = 'a'::public.e);

CREATE INDEX t_a_idx ON public.t USING btree (a) WHERE (a <> 'b'::public.e);

-- scans the table
ALTER TABLE public.t ADD CONSTRAINT k CHECK ((a <> 'b'::public.e));

CREATE TRIGGER g BEFORE UPDATE ON public.t FOR EACH ROW WHEN ((new.a = 'a'::public.e)) EXECUTE FUNCTION suppress_redundant_updates_trigger();

CREATE POLICY p ON public.t USING ((a = 'a'::public.e));

COMMENT ON TYPE public.e IS 'E';

COMMENT ON VIEW public.v IS 'V';

REVOKE USAGE ON TYPE public.e FROM PUBLIC;
