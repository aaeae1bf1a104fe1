create table t (a int primary key, b text);
create materialized view m with (fillfactor = 80, autovacuum_enabled = false) as select a, b from t;
alter materialized view m alter column a set statistics 200;
alter materialized view m alter column b set storage main;
alter materialized view m alter column a set (n_distinct_inherited = 7);
