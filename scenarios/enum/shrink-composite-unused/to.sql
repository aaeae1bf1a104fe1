create type e as enum('a','b');create type ce as (y e,z int);
