insert into t (b) values ('x');
insert into u values (8, 'x');
