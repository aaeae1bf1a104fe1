create table customer (id serial primary key, name text unique, parent int references customer, check (id > 0));
create index on customer (name);
create view v as select id from customer;
create function f(customer) returns text language sql as 'select $1.name';
comment on table customer is 'C';
grant select on customer to public;
