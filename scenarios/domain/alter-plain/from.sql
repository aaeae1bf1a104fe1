create domain d as text default 'x'; create table t(a d);
