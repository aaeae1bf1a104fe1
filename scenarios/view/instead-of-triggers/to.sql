create table t (a int, b text);
create function f() returns trigger language plpgsql as 'begin return new; end';
create view v as select b, a from t;
create trigger g instead of insert on v for each row execute function f();
create rule r as on delete to v do instead delete from t where a = old.a;
create view w as select a from v;
create rule s as on update to w do instead nothing;
comment on view w is 'W';
grant select, insert on v to public;
