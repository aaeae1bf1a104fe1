insert into t values (1,row(1,'x',3),array[row(2,'y',4)::c], row(3,'z',6), row(1,row(4,'q',null)))
