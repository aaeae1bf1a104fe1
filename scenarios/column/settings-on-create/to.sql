create table kept ();
create table t (a text collate "C", b text compression pglz, c text);
alter table t alter a set storage external, alter c set statistics 500;
alter table t alter c set (n_distinct = 5);
