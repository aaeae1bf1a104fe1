create table t (id int not null generated always as identity, b text);
create table u (id int not null, b text);
