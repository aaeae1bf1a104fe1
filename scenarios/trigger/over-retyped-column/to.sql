create table t (a bigint, b text);
create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger t1 before update of a on t for each row execute function f();
create trigger t2 before update on t for each row when (new.a > 0) execute function f();
alter table t disable trigger t1;
comment on trigger t1 on t is 'one';
