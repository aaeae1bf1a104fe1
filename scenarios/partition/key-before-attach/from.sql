CREATE TABLE part (id int NOT NULL, k int);
CREATE TABLE plain (id int, k int);
