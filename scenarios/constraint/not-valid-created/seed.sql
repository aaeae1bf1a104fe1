insert into b values (1, 99);
