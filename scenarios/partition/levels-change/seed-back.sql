insert into p values (5, 'a'); insert into p values (15, 'y');
