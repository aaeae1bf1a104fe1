create table t (a int);
create function f(x int) returns bigint language sql begin atomic select count(*) from t where t.a = x; end;
create function g() returns int language sql return 1;
