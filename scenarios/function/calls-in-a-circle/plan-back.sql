SET check_function_bodies = off;

-- loses data: the rows of table public.t
DROP TABLE public.t;

DROP PROCEDURE public.note(integer);

CREATE OR REPLACE FUNCTION public.even(n integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS '';

DROP FUNCTION public.odd(integer);

DROP FUNCTION public.even(integer);

CREATE TABLE public.u (
  a integer
);
