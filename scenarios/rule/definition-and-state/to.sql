create table t (a int, b int);
create table log (a int, b int);
create view v as select a, b from t;
create rule r1 as on insert to t where new.a > 0 do also insert into log values (new.a, new.b);
create rule r2 as on delete to t do also (insert into log values (old.a); notify x);
create rule r3 as on insert to v do instead insert into t values (new.a, new.b) returning t.a, t.b;
alter table t disable rule r1;
alter table t enable always rule r2;
comment on rule r1 on t is 'one';
