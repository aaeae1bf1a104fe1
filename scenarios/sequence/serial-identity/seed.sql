insert into t(x) values(1)
