create domain d as int;
create table t (a d);
alter domain d add constraint high check (value < 100);
alter domain d add constraint low check (value > 0);
alter domain d add constraint new check (value <> 50) not valid;
