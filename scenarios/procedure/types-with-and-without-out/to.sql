create procedure p(a int, out b int) language sql as 'select 1';
create procedure p(a int, b int) language sql as 'select 1';
comment on procedure p(in int, in int) is 'both in';
comment on procedure p(in int, out int) is 'one out';
grant execute on procedure p(in int, in int) to public;
