CREATE DOMAIN code AS text;
CREATE TABLE a (id text PRIMARY KEY, w bigint UNIQUE, s text UNIQUE, d code UNIQUE);
CREATE TABLE b (a text CONSTRAINT changes REFERENCES a (id) ON DELETE CASCADE, w bigint CONSTRAINT widens REFERENCES a (w),
  s text CONSTRAINT stays REFERENCES a (s), d code CONSTRAINT domain REFERENCES a (d));
