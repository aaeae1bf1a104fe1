create table t (a text, b varchar(10) collate "C");
create index on t (a);
