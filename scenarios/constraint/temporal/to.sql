create extension btree_gist;
create table room (id int, valid daterange, name text, constraint room_key primary key (id, valid));
create table booking (id int, room_id int, valid daterange);
