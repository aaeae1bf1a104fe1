create table t (a int);
alter table t add constraint filled not null a;
