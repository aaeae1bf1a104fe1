create table t (id int) with (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false);
create table u (id int) with (fillfactor = 50, autovacuum_vacuum_threshold = 1);
