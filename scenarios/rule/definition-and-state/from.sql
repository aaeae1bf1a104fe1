create table t (a int, b int);
create table log (a int);
create view v as select a, b from t;
create rule r1 as on insert to t do also insert into log values (new.a);
create rule r2 as on update to t do also nothing;
create rule r3 as on insert to v do instead insert into t values (new.a, new.b);
create rule "R 4" as on delete to t where old.a > 1 do instead nothing;
alter table t disable rule r1;
comment on rule r1 on t is 'one';
