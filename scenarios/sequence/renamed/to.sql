create sequence r;
create table t (a int default nextval('r'));
