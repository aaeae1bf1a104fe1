insert into p values (5, 'x'); insert into p2 values (15, 'y');
