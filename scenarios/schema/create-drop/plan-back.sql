COMMENT ON SCHEMA public IS 'standard public schema';

-- loses data: the rows of table "New one".t
DROP TABLE "New one".t;

DROP SCHEMA "New one";

CREATE SCHEMA old;

CREATE TABLE old.t (
  id integer
);
