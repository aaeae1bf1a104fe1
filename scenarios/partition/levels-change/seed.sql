insert into p values (5, 'a'); insert into p2 values (15, 'y');
