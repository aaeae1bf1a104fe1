create table client (id serial primary key, name text unique, parent int references client, check (id > 0));
create index on client (name);
create view v as select id from client;
create function f(client) returns text language sql as 'select $1.name';
comment on table client is 'C';
grant select on client to public;
