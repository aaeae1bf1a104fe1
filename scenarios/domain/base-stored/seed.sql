insert into t values (3,array[4],row(5),6)
