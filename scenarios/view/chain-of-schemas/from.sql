create schema z;
create schema a;
create table z.t (id int, x text);
