CREATE FUNCTION ts(internal) RETURNS internal IMMUTABLE LANGUAGE internal AS 'varcharin';
CREATE FUNCTION ts2(internal) RETURNS internal IMMUTABLE LANGUAGE internal AS 'varcharin';
CREATE SCHEMA "O s";
CREATE TYPE "O s"."C t" AS (a int);

CREATE TRANSFORM FOR "O s"."C t" LANGUAGE plpgsql (FROM SQL WITH FUNCTION ts2(internal));
CREATE TRANSFORM FOR int LANGUAGE plpgsql (FROM SQL WITH FUNCTION ts(internal));
