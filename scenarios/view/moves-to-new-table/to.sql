create table new_t (a int, b text);
create function f(int) returns boolean immutable language sql as 'select $1 > 0';
create view v as select a, b, f(a) as c from new_t;
