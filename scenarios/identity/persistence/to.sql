create table t (a int generated always as identity);
alter sequence t_a_seq set unlogged;
create unlogged table u (a int generated always as identity, b int generated always as identity);
alter sequence u_a_seq set logged;
create table added (a int generated always as identity, b int);
alter sequence added_a_seq set unlogged;
