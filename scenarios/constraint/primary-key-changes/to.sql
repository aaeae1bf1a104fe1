create table a (id int, code int not null, primary key (code), unique (id));
create table b (id int primary key, a_id int references a (id), code int references a (code));
