create table a (id int, code int not null, primary key (id), unique (code));
create table b (id int primary key, a_id int references a (id), code int references a (code));
alter table a cluster on a_pkey;
