create domain d as text default 'y' not null;
create domain n as int default 1;
create table t (a d, b n);
