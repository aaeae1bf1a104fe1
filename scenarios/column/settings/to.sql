create table t (a text, b text, c text, d int);
alter table t alter a set storage external, alter b set statistics 500, alter c set compression pglz;
alter table t alter d set (n_distinct = -0.5, n_distinct_inherited = 10);
