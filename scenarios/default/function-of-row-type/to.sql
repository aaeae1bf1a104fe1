create function make() returns text language sql as $$ select 'x' $$;
create table t (id int, b text default make());
create function label(t) returns text language sql as $$ select $1.b $$;
create table u (x t, y text default make());
