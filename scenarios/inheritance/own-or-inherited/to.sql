CREATE TABLE p (a int NOT NULL, b text);
CREATE TABLE c (b text) INHERITS (p);
