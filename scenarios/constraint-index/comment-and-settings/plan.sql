ALTER INDEX public.t_a_key SET (fillfactor='70');

COMMENT ON INDEX public.t_a_key IS 'A';

COMMENT ON INDEX public.t_pkey IS 'K';
