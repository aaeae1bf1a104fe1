create schema old;
create table old.t (id serial primary key, x int);
create view old.v as select id from old.t;
create function old.f() returns setof old.t language sql stable begin atomic select * from old.t; end;
grant usage on schema old to public;
