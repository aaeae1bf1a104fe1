CREATE EXTENSION postgres_fdw;
CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'a', port '1', dbname 'x');
CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (user 'a', password_required 'true');
CREATE FOREIGN TABLE ft (a int OPTIONS (column_name 'q')) SERVER s OPTIONS (schema_name 'public', table_name 't');
