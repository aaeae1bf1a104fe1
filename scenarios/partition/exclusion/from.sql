CREATE TABLE room (id int, during int4range) PARTITION BY LIST (id);
CREATE TABLE room_1 PARTITION OF room FOR VALUES IN (1);
