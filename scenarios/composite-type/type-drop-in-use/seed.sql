insert into t(k) values(1)
