create table t (a int, c int, owner varchar(20));
create function may(bigint) returns boolean language sql stable as 'select $1 > 0';
create policy p1 on t using (may(a));
create policy p2 on t using (c > 0);
create policy p3 on t using (owner = current_user);
