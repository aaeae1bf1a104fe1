create domain x as text; create table t(i int, k x);
