CREATE TABLE p (a int NOT NULL, b text);
CREATE TABLE c (a int NOT NULL, b text) INHERITS (p);
