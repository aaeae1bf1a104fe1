create table t (a int constraint filled not null, b int constraint given not null no inherit, c int constraint there not null);
