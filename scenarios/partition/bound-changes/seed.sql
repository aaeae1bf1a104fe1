insert into p values (5, 'x'); insert into l values (1, 'a');
