CREATE SCHEMA other;
CREATE TYPE colour AS ENUM ('red', 'green');
CREATE TABLE t (id int NOT NULL, c colour);
CREATE TYPE t_id_seq AS ENUM ('one');
