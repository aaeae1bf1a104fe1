ALTER TABLE public.t SET (fillfactor='70', autovacuum_enabled='false');

ALTER TABLE public.t RESET (autovacuum_analyze_threshold);
