create domain d as int constraint low check (value >= 0) constraint high check (value < 100);
comment on constraint high on domain d is 'H';
create table t (a d);
