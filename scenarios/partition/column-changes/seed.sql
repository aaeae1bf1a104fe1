insert into p values (1, 1, 'x'), (11, 1, 'x');
