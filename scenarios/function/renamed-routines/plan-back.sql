ALTER FUNCTION public.g(integer) RENAME TO f;

ALTER PROCEDURE s.p(integer) SET SCHEMA public;

ALTER AGGREGATE public.sum_up(integer) RENAME TO total;

ALTER AGGREGATE public.all_rows(*) RENAME TO every_row;
