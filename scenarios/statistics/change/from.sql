create table t (a int, b text, c int);
create statistics s1 on a, b from t;
create statistics s2 (ndistinct, mcv) on b, c from t;
create statistics s3 on (a + 1), lower(b) from t;
comment on statistics s1 is 'one';
