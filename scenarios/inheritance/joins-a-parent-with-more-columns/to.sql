CREATE TABLE p (id int NOT NULL, a int DEFAULT 5, b text);
CREATE TABLE c (own int) INHERITS (p);
