create table t (id int primary key, b bigint not null default 2);
create view v as select id, b as a from t;
