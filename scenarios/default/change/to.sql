create sequence s;
create table t (a int default 2, b text, c int default 3, d timestamptz default clock_timestamp(), e int);
