CREATE FUNCTION ts(internal) RETURNS internal IMMUTABLE LANGUAGE internal AS 'varcharin';
CREATE FUNCTION ts2(internal) RETURNS internal IMMUTABLE LANGUAGE internal AS 'varcharin';
CREATE SCHEMA "O s";
CREATE TYPE "O s"."C t" AS (a int);

CREATE TRANSFORM FOR "O s"."C t" LANGUAGE plpgsql (FROM SQL WITH FUNCTION ts(internal));
COMMENT ON TRANSFORM FOR "O s"."C t" LANGUAGE plpgsql IS 'x';
