create function f() returns int language sql immutable strict leakproof parallel restricted security definer cost 7 set search_path = '' as 'select 1';
create function g() returns int language plpgsql volatile set "my.setting" = 'it''s' as 'begin return 2; end';
create function s() returns setof int language sql rows 500 as 'select 1';
