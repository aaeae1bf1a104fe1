create table t (a int, b text);
create view v as select a, b from t where a > 0;
create view w with (security_barrier) as select a, b from t where a > 0;
create view x with (security_barrier, check_option = local) as select a, b from t where a > 0;
create view y with (check_option = cascaded) as select a, b from t where a > 0;
