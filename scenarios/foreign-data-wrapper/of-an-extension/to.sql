CREATE EXTENSION postgres_fdw;
CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'b', fetch_size '10');
CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (user 'b');
CREATE FOREIGN TABLE ft (a int) SERVER s OPTIONS (table_name 't2', updatable 'false');
