create procedure p1(a int) language sql as 'select 1';
create procedure p2(a int, out b int) language sql as 'select 1';
create procedure p3(a int) language sql as 'select 1';
create procedure p4(inout a int) language sql as 'select 1';
comment on procedure p2(int) is 'two';
