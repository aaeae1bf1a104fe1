create table t (id int primary key, a text not null default 'x' check (a <> ''), b int);
create index i on t (a);
create view v as select id, a from t;
create policy p on t using (a > '');
comment on column t.a is 'A';
grant select (a) on t to public;
