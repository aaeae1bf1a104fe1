create function f(int) returns int immutable language sql as 'select $1';
