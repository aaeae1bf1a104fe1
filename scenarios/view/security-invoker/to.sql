create table t (a int);
create view v with (security_invoker) as select a from t;
create view w with (security_invoker = off, security_barrier) as select a + 1 as a from t;
