SET check_function_bodies = off;

CREATE OR REPLACE FUNCTION public.f(x integer)
 RETURNS bigint
 LANGUAGE sql
BEGIN ATOMIC
 SELECT count(*) AS count
    FROM public.t
   WHERE (t.a = f.x);
END;

DROP FUNCTION public.h(integer);

CREATE OR REPLACE FUNCTION public.g()
 RETURNS integer
 LANGUAGE sql
RETURN 1;

-- loses data: the values of column public.t.b
ALTER TABLE public.t DROP COLUMN b;
