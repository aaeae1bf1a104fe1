create table a (id bigint primary key);
create table b (id bigint primary key, a_id bigint references a on delete cascade);
create table c (a_id bigint references a, b_id bigint references b);
