insert into t values (1,'b',array['a','b']::e[],'a',row(1,'a'),array[row(2,'b')::ce])
