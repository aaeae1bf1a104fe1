CREATE FUNCTION h() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler';
CREATE FUNCTION i(internal) RETURNS void LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_inline_handler';

CREATE LANGUAGE lang HANDLER h;
CREATE FUNCTION f(int) RETURNS int LANGUAGE lang AS 'BEGIN RETURN 1; END';
COMMENT ON LANGUAGE lang IS 'x';
