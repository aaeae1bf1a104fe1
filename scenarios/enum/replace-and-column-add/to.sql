create type e as enum('a','b'); create table t(x e, z e default 'b'); create table u(y int, z e);
