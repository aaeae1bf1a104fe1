create function f() returns trigger language plpgsql as 'begin return new; end';
create table m (a int) partition by range (a);
create table m1 (a int);
create table m2 partition of m for values from (10) to (20);
create trigger t1 after insert on m for each row execute function f();
create trigger t1 after insert on m1 for each row execute function f();
alter table m disable trigger t1;
comment on trigger t1 on m is 'one';
