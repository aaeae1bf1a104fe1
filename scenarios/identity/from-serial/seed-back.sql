insert into t (b) values ('x'), ('y');
insert into u (b) values ('x'), ('y');
