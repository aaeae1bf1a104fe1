create table kept ();
create table a (id int primary key, b_id int);
create table b (id int primary key, a_id int references a);
alter table a add constraint a_b foreign key (b_id) references b deferrable initially deferred;
create table s (id int primary key, parent int references s on delete set null on update cascade);
create table r1 (id int primary key, n int);
create table r2 (id int primary key, n int references r1);
create table r3 (id int primary key, n int references r2);
alter table r1 add foreign key (n) references r3 on delete restrict;
