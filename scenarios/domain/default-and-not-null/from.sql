create domain d as text default 'x';
create domain n as int not null;
create table t (a d, b n);
