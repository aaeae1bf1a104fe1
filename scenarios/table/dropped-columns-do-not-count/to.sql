create table t (a int, b text, primary key (a), unique (b));
create index i on t (b, a);
create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger g before update of b on t for each row execute function f();
