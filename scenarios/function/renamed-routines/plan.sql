ALTER FUNCTION public.f(integer) RENAME TO g;

ALTER PROCEDURE public.p(integer) SET SCHEMA s;

ALTER AGGREGATE public.total(integer) RENAME TO sum_up;

ALTER AGGREGATE public.every_row(*) RENAME TO all_rows;
