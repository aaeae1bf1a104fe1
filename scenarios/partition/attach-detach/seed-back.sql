insert into p1 values (5, 'x'); insert into p values (15, 'y');
