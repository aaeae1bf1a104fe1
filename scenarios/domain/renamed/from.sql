create domain d as numeric check (value > 0);
create table t (a d);
