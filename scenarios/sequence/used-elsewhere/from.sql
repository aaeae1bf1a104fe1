create sequence s; create table t(a int default nextval('s')); create view v as select nextval('s');
