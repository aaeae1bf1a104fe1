create domain d as int;
create table t (a d);
alter domain d add constraint high check (value < 100) not valid;
alter domain d add constraint low check (value > 0);
