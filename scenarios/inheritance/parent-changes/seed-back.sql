insert into a values (1, 'a'); insert into c values (2, 'c'); insert into d values (3, 'd');
