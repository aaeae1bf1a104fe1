create table t (id int primary key, a int, unique (a) with (fillfactor = 70));
comment on index t_pkey is 'K';
comment on index t_a_key is 'A';
