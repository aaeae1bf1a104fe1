create type state as enum ('a', 'b');
create table t (a state default 'b', b state[]);
create function f(state) returns state language sql as 'select $1';
