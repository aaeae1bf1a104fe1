create table t (id int primary key, b int, c text not null default 'x', d timestamptz default now(), e int generated always as (b + 1) stored);
