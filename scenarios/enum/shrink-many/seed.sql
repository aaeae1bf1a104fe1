insert into u values ('a'), ('c');
insert into p values (1, 'a', 'c');
insert into q (k) values ('a');
