create table t (id int primary key, a int, b int);
alter table t add constraint t_id_key unique (id);
alter table t add constraint t_ab unique (a, b);
alter table t add constraint t_ab_too unique (a, b) with (fillfactor = 70);
alter table t add constraint t_ab_deferred unique (a, b) deferrable;
