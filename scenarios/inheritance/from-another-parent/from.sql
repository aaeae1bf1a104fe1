CREATE SCHEMA other;
CREATE TABLE other.p (id int, a int DEFAULT 1);
CREATE TABLE c () INHERITS (other.p);
