create table p (id int, a int) partition by list (id);
create table p1 partition of p for values in (1);
create table p2 partition of p for values in (2) partition by list (a);
create table p2a partition of p2 default;
create function f() returns trigger language plpgsql as 'begin return null; end';
create constraint trigger k after insert or update of a on p deferrable initially deferred for each row when (new.a > 0) execute function f('x');
create trigger s after insert on p referencing new table as added for each statement execute function f();
comment on trigger k on p is 'K';
