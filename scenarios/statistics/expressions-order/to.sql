create table t (a int, b text, c numeric);
create statistics s (dependencies) on (a * 2), upper(b), (c + 1), a from t;
