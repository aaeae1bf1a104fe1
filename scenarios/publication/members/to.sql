CREATE SCHEMA app;
CREATE SCHEMA o;

CREATE TABLE app.t (id int PRIMARY KEY, a bigint, b text, c int);
CREATE TABLE app.u (id int PRIMARY KEY, c int);
CREATE UNLOGGED TABLE app.x (id int PRIMARY KEY, n int);
CREATE PUBLICATION p1 FOR TABLE app.t (id, a) WHERE (a > 1 AND lower(b) = 'x'), app.u (c, id);
CREATE PUBLICATION p2 FOR TABLES IN SCHEMA o;
CREATE PUBLICATION p3 FOR TABLES IN SCHEMA app WITH (publish = 'insert');
CREATE PUBLICATION p4 FOR TABLE app.t (id), app.u WHERE (id > 3);
COMMENT ON PUBLICATION p1 IS 'y';
