SET check_function_bodies = off;

CREATE FUNCTION public.h(x integer)
 RETURNS integer
 LANGUAGE sql
RETURN (x + 1);

ALTER TABLE public.t ADD COLUMN b integer;

CREATE OR REPLACE FUNCTION public.f(x integer)
 RETURNS bigint
 LANGUAGE sql
BEGIN ATOMIC
 SELECT count(*) AS count
    FROM public.t
   WHERE (t.b = public.h(f.x));
END;

CREATE OR REPLACE FUNCTION public.g()
 RETURNS integer
 LANGUAGE sql
BEGIN ATOMIC
 UPDATE public.t SET b = 1;
 SELECT 2;
END;
