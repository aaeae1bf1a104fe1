create procedure p(a int, out b int) language sql as 'select 1';
