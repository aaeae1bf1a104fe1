create table t (a int primary key, b text);
create materialized view m with (fillfactor = 70, toast.autovacuum_enabled = off) as select a, b from t;
alter materialized view m alter column b set statistics 500;
alter materialized view m alter column b set storage external;
alter materialized view m alter column b set compression pglz;
alter materialized view m alter column a set (n_distinct = 5);
