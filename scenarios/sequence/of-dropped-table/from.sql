create table t (id serial primary key, a int);
create table u (id int default nextval('t_id_seq'), b int);
create sequence s owned by t.a;
create table w (id int default nextval('s'));
