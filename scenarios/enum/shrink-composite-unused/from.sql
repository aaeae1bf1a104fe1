create type e as enum('a','b','c');create type ce as (y e, z int);
