ALTER TABLE public.changed SET (autovacuum_enabled='false', fillfactor='70', toast.vacuum_truncate='false', toast.autovacuum_enabled='false');

CREATE TABLE public.new (
  a text
) WITH (fillfactor='70', autovacuum_enabled='false', toast.vacuum_truncate='false', toast.autovacuum_enabled='false');
