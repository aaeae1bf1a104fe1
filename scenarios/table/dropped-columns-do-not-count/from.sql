create table t (gone int, a int, also_gone text, b text, primary key (a), unique (b));
alter table t drop column gone, drop column also_gone;
create index i on t (b, a);
create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger g before update of b on t for each row execute function f();
