create type x as (a int);
