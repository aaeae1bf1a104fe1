create table t (id int primary key, a int, unique (a));
