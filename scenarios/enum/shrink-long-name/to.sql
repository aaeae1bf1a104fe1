create type "a type whose name takes every one of the sixty-three bytes, é" as enum ('b');
create type "a type whose name takes every one of the sixty-three bytes, ö" as enum ('b');
create type e as enum ('b');
create table e__trueup_aside (
  x "a type whose name takes every one of the sixty-three bytes, é",
  z "a type whose name takes every one of the sixty-three bytes, ö",
  y e
);
