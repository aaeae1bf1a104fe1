create extension citext;
create table t (id int, name text);
create function f() returns int language sql return 1;
create materialized view m as select id from t;
create index i on t (name);
create function tf() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger g before insert on t for each row execute function tf();
alter function f() depends on extension citext;
