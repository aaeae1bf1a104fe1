create function f1(a int) returns int language sql as 'select 1';
create function f2(a int) returns int language plpgsql as 'begin return 1; end';
create function f3(variadic a int[]) returns int language sql as 'select 1';
create function f4(a int default 1) returns int language sql as 'select 1';
create function f5(a int, b int default 2) returns int stable security definer leakproof parallel safe language sql as 'select 1';
create function f6() returns table (a int, b int) language sql as 'select 1, 1';
create function f7() returns int language sql as 'select 1';
create function f8(a int) returns int language sql immutable set work_mem = '10MB' set search_path = 'y', 'Z z' as 'select 2';
create function f9(a int) returns setof int language sql rows 9 as 'select 1';
