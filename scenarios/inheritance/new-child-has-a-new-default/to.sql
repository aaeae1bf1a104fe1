CREATE TABLE p (id bigint DEFAULT 1, a int DEFAULT 2);
CREATE TABLE c (b int) INHERITS (p);
