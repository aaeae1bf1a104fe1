create table t (a text, b text, c text, d int);
alter table t alter a set storage main, alter b set statistics 100;
alter table t alter d set (n_distinct = 5);
