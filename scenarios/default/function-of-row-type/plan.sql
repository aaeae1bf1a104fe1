SET check_function_bodies = off;

CREATE FUNCTION public.label(public.t)
 RETURNS text
 LANGUAGE sql
AS $function$ select $1.b $function$;

CREATE FUNCTION public.make()
 RETURNS text
 LANGUAGE sql
AS $function$ select 'x' $function$;

CREATE TABLE public.u (
  x public.t,
  y text DEFAULT public.make()
);

ALTER TABLE ONLY public.t ALTER COLUMN b SET DEFAULT public.make();
