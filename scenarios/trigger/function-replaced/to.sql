create table t (a int);
create function g() returns trigger language plpgsql as 'begin return new; end';
create trigger t1 before insert on t for each row execute function g();
create trigger t2 before insert on t for each row execute function g();
alter table t disable trigger t2;
