create domain d as text default 'x'; create table t(a d); create table t2(b d[]);
