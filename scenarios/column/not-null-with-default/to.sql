create table t (id int primary key, a text not null default 'x', b int not null default 1, c int not null generated always as (id) stored, d int generated always as identity);
