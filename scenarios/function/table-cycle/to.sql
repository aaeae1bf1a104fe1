create table kept ();
create table a (id int, label text);
create function first_a() returns a language sql stable as 'select * from a limit 1';
create function count_a() returns bigint language sql stable begin atomic select count(*) from a; end;
create table b (id int default count_a(), x a default first_a(), check (id >= 0));
create view v as select count_a() as n, (first_a()).label as label;
create function all_b() returns setof b language sql begin atomic select * from b; end;
create function from_v() returns table (n bigint) language sql begin atomic select n from v; end;
