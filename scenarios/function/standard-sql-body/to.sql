create table t (a int, b int);
create function h(x int) returns int language sql return x + 1;
create function f(x int) returns bigint language sql begin atomic select count(*) from t where t.b = h(x); end;
create function g() returns int language sql begin atomic update t set b = 1; select 2; end;
