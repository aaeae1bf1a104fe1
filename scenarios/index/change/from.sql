create table t (id int, a text);
create index i1 on t (id);
create index i2 on t (id) where id > 0;
create index i3 on t (a);
create index i4 on t (a) with (fillfactor = 80);
create index i5 on t ((id + 1));
comment on index i1 is 'one';
