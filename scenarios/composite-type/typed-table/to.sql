create type c as (a int, b varchar(10), d int); create table t of c;
