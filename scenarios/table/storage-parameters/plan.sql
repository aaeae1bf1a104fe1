ALTER TABLE public.t SET (autovacuum_analyze_threshold='5', fillfactor='90');

ALTER TABLE public.t RESET (autovacuum_enabled);
