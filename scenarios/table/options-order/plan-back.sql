-- loses data: the rows of table public.new
DROP TABLE public.new;

ALTER TABLE public.changed RESET (autovacuum_enabled, toast.vacuum_truncate);
