create table u(a int);
