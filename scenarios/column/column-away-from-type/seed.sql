insert into t values('a');insert into t2 values(1)
