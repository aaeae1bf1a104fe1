create table t(id serial, k smallserial); create table u(a int default nextval('t_id_seq'));
