ALTER PUBLICATION p1 DROP TABLE ONLY app.t;

ALTER PUBLICATION p4 DROP TABLE ONLY app.t;

ALTER PUBLICATION p1 DROP TABLE ONLY app.u;

ALTER PUBLICATION p4 DROP TABLE ONLY app.u;

-- what subscribes to it fails from then on
DROP PUBLICATION p2;

-- loses data: the values of column app.u.c
ALTER TABLE app.u DROP COLUMN c;

-- loses data: the values of column app.x.n
ALTER TABLE app.x DROP COLUMN n;

-- rewrites the table
ALTER TABLE app.x SET LOGGED;

-- rewrites the table
ALTER TABLE app.t ALTER COLUMN a TYPE integer;

CREATE PUBLICATION p2 FOR ALL TABLES;

ALTER PUBLICATION p3 SET (publish = 'insert, update, delete, truncate');

ALTER PUBLICATION p3 ADD TABLES IN SCHEMA o;

ALTER PUBLICATION p1 ADD TABLE ONLY app.t (a, id) WHERE (((a > 1) AND (lower(b) = 'x'::text)));

ALTER PUBLICATION p4 ADD TABLE ONLY app.t;

ALTER PUBLICATION p1 ADD TABLE ONLY app.u;

ALTER PUBLICATION p4 ADD TABLE ONLY app.x;

COMMENT ON PUBLICATION p1 IS 'x';
