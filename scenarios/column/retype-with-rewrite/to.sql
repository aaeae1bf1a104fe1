create table t (id bigint primary key, a bigint, b int, c int default 1, d timestamp, e jsonb);
create index on t (a);
