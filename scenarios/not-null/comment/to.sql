create table t (a int not null);
comment on constraint t_a_not_null on t is 'why';
