COMMENT ON SCHEMA public IS NULL;

-- loses data: the rows of table "New one".t
DROP TABLE "New one".t;

DROP SCHEMA "New one";

CREATE SCHEMA old;

CREATE TABLE old.t (
  id integer
);
