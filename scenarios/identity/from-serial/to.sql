create table t (id int generated always as identity primary key, b text);
create table u (id serial primary key, b text);
