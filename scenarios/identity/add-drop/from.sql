create table t (id int not null, b text);
create table u (id int generated always as identity, b text);
