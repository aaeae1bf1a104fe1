ALTER TABLE public.t SET (autovacuum_enabled='false', fillfactor='70');

ALTER TABLE public.t RESET (autovacuum_analyze_threshold);
