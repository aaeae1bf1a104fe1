create table t (id int);
alter table t enable row level security;
create table u (id int);
alter table u enable row level security;
create table v (id int);
