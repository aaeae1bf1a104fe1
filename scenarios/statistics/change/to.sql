create schema app;
create table t (a bigint, b text, c int);
create statistics s1 on a, b from t;
alter statistics s1 set statistics 50;
create statistics app.s2 (mcv) on b, c from t;
create statistics s3 on (a + 2), lower(b) from t;
comment on statistics s1 is 'uno';
