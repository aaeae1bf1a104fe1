create type x as enum('a','b');
