create table t (a int, b int, owner text);
create function may(int) returns boolean language sql stable as 'select $1 > 0';
create policy p1 on t using (may(a));
create policy p2 on t using (b > 0);
create policy p3 on t using (owner = current_user);
