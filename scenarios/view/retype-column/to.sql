create table t (a int, b text);
create view v as select a::bigint as a, b from t;
create view w as select v.a + 1 as c from v;
