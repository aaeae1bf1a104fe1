create table t (room int, during tsrange);
