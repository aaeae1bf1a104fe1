create domain d as int check (value > 0);
create table t (a bigint[], b int, c text[] default array['x'], e d[] , f d default 3);
