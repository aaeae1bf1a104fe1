COMMENT ON PROCEDURE public.p(integer) IS NULL;

DROP PROCEDURE public.p(IN integer, IN integer);
