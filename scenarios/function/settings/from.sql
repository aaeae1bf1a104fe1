create function f() returns int language sql as 'select 1';
create function g() returns int language plpgsql stable parallel safe cost 5 set search_path = public, "A b" set work_mem = '1MB' as 'begin return 1; end';
create function s() returns setof int language sql rows 10 as 'select 1';
