create table t (a int, b text);
create view v as select a, b from t where a > 0;
create function write() returns trigger language plpgsql as 'begin return new; end';
create trigger w instead of insert or update on v for each row execute function write('x');
create rule d as on delete to v do instead delete from t where t.a = old.a;
