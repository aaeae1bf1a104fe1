-- loses data: the rows of table old.t
DROP TABLE old.t;

DROP SCHEMA old;

CREATE SCHEMA "New one";

CREATE TABLE "New one".t (
  id integer
);

COMMENT ON SCHEMA "New one" IS 'N';

COMMENT ON SCHEMA public IS 'what everyone uses';
