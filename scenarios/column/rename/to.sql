create table t (id int primary key, c text not null default 'x' check (c <> ''), b int);
create index i on t (c);
create view v as select id, c from t;
create policy p on t using (c > '');
comment on column t.c is 'A';
grant select (c) on t to public;
