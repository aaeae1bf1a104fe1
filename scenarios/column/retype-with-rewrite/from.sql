create table t (id int primary key, a int, b text, c text default '1', d date, e json);
create index on t (a);
