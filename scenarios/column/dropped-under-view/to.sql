create table t (id int primary key, b text);
create view v as select id, b from t;
create view w as select v.id from v;
