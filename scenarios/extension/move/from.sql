create schema x; create extension hstore schema x; create table t(h x.hstore); create extension citext;
