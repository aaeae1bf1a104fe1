create extension btree_gist;
create table t (room int, during tsrange, exclude using gist (room with =, during with &&), constraint later exclude using gist ((room + 1) with =) where (room > 0) deferrable);
