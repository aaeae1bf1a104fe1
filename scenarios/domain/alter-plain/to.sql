create domain d as text constraint nn not null default 'y' constraint c1 check (value <> 'z'); alter domain d add constraint c2 check (value <> 'q') not valid; create table t(a d);
