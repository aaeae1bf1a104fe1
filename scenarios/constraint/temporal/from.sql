create extension btree_gist;
create table room (id int, valid daterange, name text, constraint room_key primary key (id, valid without overlaps));
create table booking (id int, room_id int, valid daterange, constraint booking_room foreign key (room_id, period valid) references room (id, period valid));
