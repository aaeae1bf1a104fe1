create function positive(int) returns boolean language sql immutable as 'select $1 > 0';
create domain d as int;
create table t (a int check (positive(a)), b d primary key);
