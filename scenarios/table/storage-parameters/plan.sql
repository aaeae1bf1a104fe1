ALTER TABLE public.t SET (fillfactor='90', autovacuum_analyze_threshold='5');

ALTER TABLE public.t RESET (autovacuum_enabled);
