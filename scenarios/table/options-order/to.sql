create table made (a int);
create table new (a text) with (fillfactor = 70, autovacuum_enabled = false, toast.vacuum_truncate = false, toast.autovacuum_enabled = false);
create table changed (a text) with (autovacuum_enabled = false, fillfactor = 70, toast.vacuum_truncate = false, toast.autovacuum_enabled = false);
create table turned (a int) with (autovacuum_enabled = false, fillfactor = 70);
create index turned_a on turned (a) with (deduplicate_items = off, fillfactor = 70);
create view v with (security_invoker, security_barrier) as select 1 as a;
create materialized view m with (autovacuum_enabled = false, fillfactor = 70) as select 1 as a;
