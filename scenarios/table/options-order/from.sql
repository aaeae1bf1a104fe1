create table made (a int);
create table changed (a text) with (fillfactor = 70, toast.autovacuum_enabled = false);
create table turned (a int) with (fillfactor = 70, autovacuum_enabled = false);
create index turned_a on turned (a) with (fillfactor = 70, deduplicate_items = off);
create view v with (security_barrier, security_invoker) as select 1 as a;
create materialized view m with (fillfactor = 70, autovacuum_enabled = false) as select 1 as a;
