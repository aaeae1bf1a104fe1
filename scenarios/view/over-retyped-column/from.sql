create table t (a int, b text);
create view v as select a, b from t;
create view w as select a from v;
create materialized view m as select w.a, v.b from w join v using (a);
create unique index on m (a);
create policy p on t using (a > 0);
comment on column m.a is 'unique';
grant select on w to public;
