create table t (a int, b text);
create view v as select a, b from t;
create function write() returns trigger language plpgsql as 'begin return new; end';
create trigger w instead of insert on v for each row execute function write();
create trigger s after insert on v for each statement execute function write();
