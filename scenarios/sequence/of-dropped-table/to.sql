create sequence t_id_seq as int;
create table u (id int default nextval('t_id_seq'), b int);
create table w (id int);
