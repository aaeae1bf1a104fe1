insert into t values (7, 'x');
insert into u (b) values ('x');
