create unlogged table u (a int generated always as identity, b int generated always as identity);
alter sequence u_b_seq set logged;
create table added (b int);
