create table a (id int, x int, constraint k unique (x), constraint p primary key (id));
comment on constraint k on a is 'K';
alter table a replica identity using index p;
