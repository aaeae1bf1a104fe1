create schema new;
create table new.t (id serial primary key, x int);
create view new.v as select id from new.t;
create function new.f() returns setof new.t language sql stable begin atomic select * from new.t; end;
grant usage on schema new to public;
