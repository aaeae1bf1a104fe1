create schema y; create schema x; create extension hstore schema y; create table t(h y.hstore); create extension citext;
