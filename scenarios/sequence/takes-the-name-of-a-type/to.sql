CREATE SCHEMA other;
CREATE TYPE other.colour AS ENUM ('red', 'green');
CREATE TABLE t (id int NOT NULL GENERATED ALWAYS AS IDENTITY, c other.colour);
CREATE SEQUENCE colour;
