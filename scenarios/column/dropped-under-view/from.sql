create table t (id int primary key, a text, b text);
create view v as select id, a, b from t;
create view w as select v.id, v.a from v;
create index on t (a, b);
