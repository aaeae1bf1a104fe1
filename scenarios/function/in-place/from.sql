create function f1(int) returns int language sql as 'select 1';
create function f2(a int) returns int language sql as 'select 1';
create function f3(a int[]) returns int language sql as 'select 1';
create function f4(a int) returns int language sql as 'select 1';
create function f5(a int, b int) returns int language sql as 'select 1';
create function f6(out a int, out b int) returns setof record language sql as 'select 1, 1';
create function f7(out a int) language sql as 'select 1';
create function f8(a int) returns int language sql cost 5 strict set search_path = 'x' as 'select 1';
create function f9(a int) returns setof int language sql rows 7 as 'select 1';
