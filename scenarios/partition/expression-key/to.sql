create function f(int) returns int immutable language sql as 'select $1';
create table p (a int, b text collate "C") partition by range (f(a), b collate "POSIX" text_pattern_ops);
create table p1 partition of p for values from (minvalue, minvalue) to (5, 'x');
create table p2 partition of p for values from (5, 'x') to (maxvalue, maxvalue);
