create table t (id int not null, a int not null);
create unique index u on t (id);
alter table t replica identity using index u;
alter table t cluster on u;
