insert into t values(row('a',1))
