create extension citext; create table t(i int, c citext); create index on t(c);
