create sequence s;
create table t (a int default 1, b text default 'x', c int, d timestamptz default now(), e int default nextval('s'));
