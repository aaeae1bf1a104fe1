create table t(a text); create table t2(a int);
