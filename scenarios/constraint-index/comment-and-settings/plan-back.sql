COMMENT ON INDEX public.t_a_key IS NULL;

COMMENT ON INDEX public.t_pkey IS NULL;

ALTER INDEX public.t_a_key RESET (fillfactor);
