CREATE TYPE s.shell;

COMMENT ON TYPE s.shell IS 'empty';
