create domain d as int constraint low check (value > 0) constraint gone check (value < 1000);
create table t (a d);
