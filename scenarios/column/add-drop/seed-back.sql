insert into t (id, b) values (1, 2);
