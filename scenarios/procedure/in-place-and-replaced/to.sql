create procedure p1(a int default 1) language plpgsql security definer set search_path = '' as 'begin commit; end';
create procedure p2(a int, out c int) language sql as 'select 1';
create procedure p3(b int) language sql as 'select 1';
create procedure p4(a int) language sql as 'select 1';
comment on procedure p2(int) is 'two';
