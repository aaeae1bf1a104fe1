create domain d as text; alter domain d add check (value <> 'q') not valid; create table t(a d);
