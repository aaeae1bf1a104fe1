insert into t values (1,row(1,'x',3),array[row(2,'y',4)::c])
