create schema z;
create schema a;
create table z.t (id int, x text);
create view z.base as select id, x from z.t;
create view a.over_it as select id from z.base;
create view z.aa as select o.id, b.x from a.over_it o join z.base b using (id);
create materialized view a.m as select * from z.aa;
create unique index on a.m (id);
create view a.last as select count(*) as n from a.m;
