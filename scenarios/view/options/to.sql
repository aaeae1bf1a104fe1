create table t (a int, b text);
create view v with (security_barrier) as select a, b from t where a > 0;
create view w with (check_option = cascaded, security_barrier = false) as select a, b from t where a > 1;
create view x with (security_barrier, check_option = local) as select a, b from t where a > 1;
create view y as select a, b, a + 1 as c from t where a > 0;
