insert into t values ('k')
