create domain d as text check (value <> 'q'); create table t(a d);
