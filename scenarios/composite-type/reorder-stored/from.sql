create type c as (a int, b text); create table t(id int, c c);
