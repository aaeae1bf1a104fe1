create table t(id int generated always as identity primary key, x int); create table u(id serial, k int not null);
