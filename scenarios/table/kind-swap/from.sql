create type x as enum('a','b'); create table t(i int, k x);
