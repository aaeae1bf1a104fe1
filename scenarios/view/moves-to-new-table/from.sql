create table old_t (a int, b text);
create view v as select a, b from old_t;
