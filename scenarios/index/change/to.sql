create table t (id int, a text);
create index i1 on t (id, a);
create index i2 on t (id) where id > 10;
create unique index i3 on t (a);
create index i4 on t (a) with (fillfactor = 90);
create index i5 on t ((id + 1));
alter index i5 alter column 1 set statistics 100;
comment on index i1 is 'one';
