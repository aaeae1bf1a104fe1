SET check_function_bodies = off;

-- loses data: the rows of table public.u
DROP TABLE public.u;

CREATE FUNCTION public.even(n integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
AS '';

CREATE FUNCTION public.odd(n integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
RETURN CASE WHEN (n = 0) THEN false ELSE public.even((n - 1)) END;

CREATE OR REPLACE FUNCTION public.even(n integer)
 RETURNS boolean
 LANGUAGE sql
 IMMUTABLE
BEGIN ATOMIC
 SELECT
         CASE
             WHEN (n = 0) THEN true
             ELSE public.odd((n - 1))
         END AS odd;
END;

CREATE PROCEDURE public.note(IN n integer)
 LANGUAGE sql
BEGIN ATOMIC
 SELECT public.even(n) AS even;
END;

CREATE TABLE public.t (
  a integer,
  CONSTRAINT t_a_check CHECK (public.even(a))
);

COMMENT ON FUNCTION public.even(integer) IS 'e';
