create table t (id int) with (fillfactor = 90, autovacuum_analyze_threshold = 5);
create table u (id int) with (autovacuum_vacuum_threshold = 1, fillfactor = 50);
