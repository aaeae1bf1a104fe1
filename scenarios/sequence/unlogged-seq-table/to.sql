create table t(id serial, i int generated always as identity);
