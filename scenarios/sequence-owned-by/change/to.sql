create table t (a int);
create table u (a int);
create sequence s1 owned by u.a;
create sequence s2;
create sequence s3 owned by t.a;
