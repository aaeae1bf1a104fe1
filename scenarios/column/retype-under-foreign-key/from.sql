CREATE DOMAIN code AS text;
CREATE TABLE a (id int PRIMARY KEY, w int UNIQUE, s varchar(20) UNIQUE, d text UNIQUE);
CREATE TABLE b (a int CONSTRAINT changes REFERENCES a (id) ON DELETE CASCADE, w int CONSTRAINT widens REFERENCES a (w),
  s varchar(20) CONSTRAINT stays REFERENCES a (s), d text CONSTRAINT domain REFERENCES a (d));
