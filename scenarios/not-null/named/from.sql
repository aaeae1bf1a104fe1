create table t (a int not null, b int constraint given not null, c int);
