SET check_function_bodies = off;

CREATE FUNCTION public.f()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$begin return new; end$function$;

CREATE OR REPLACE TRIGGER t1 BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();

CREATE OR REPLACE TRIGGER t2 BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.f();

ALTER TABLE public.t DISABLE TRIGGER t2;

DROP FUNCTION public.g();
