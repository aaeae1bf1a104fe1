SET check_function_bodies = off;

CREATE FUNCTION public.g()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$begin return new; end$function$;

CREATE OR REPLACE TRIGGER t1 BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.g();

CREATE OR REPLACE TRIGGER t2 BEFORE INSERT ON public.t FOR EACH ROW EXECUTE FUNCTION public.g();

ALTER TABLE public.t DISABLE TRIGGER t2;

DROP FUNCTION public.f();
