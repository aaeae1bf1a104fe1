create table t (id int not null, a varchar(5), primary key (id));
create index i on t (a, id);
create unique index u on t (id) include (a);
alter table t replica identity using index u;
alter table t cluster on i;
comment on index i is 'I';
alter index i set (fillfactor = 60);
