create type "a type whose name takes every one of the sixty-three bytes, é" as enum ('a', 'b');
create type "a type whose name takes every one of the sixty-three bytes, ö" as enum ('a', 'b');
create type e as enum ('a', 'b');
create table e__trueup_aside (
  x "a type whose name takes every one of the sixty-three bytes, é",
  z "a type whose name takes every one of the sixty-three bytes, ö",
  y e
);
