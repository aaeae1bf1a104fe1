create table t (a int, b int);
create table u (a int);
create sequence s1 owned by t.a;
create sequence s2 owned by t.b;
create sequence s3;
