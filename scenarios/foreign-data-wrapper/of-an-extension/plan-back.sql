ALTER SERVER s OPTIONS (SET host 'a', ADD port '1', ADD dbname 'x', DROP fetch_size);

ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (SET "user" 'a', ADD password_required 'true');

ALTER FOREIGN TABLE public.ft OPTIONS (SET table_name 't', ADD schema_name 'public', DROP updatable);

ALTER FOREIGN TABLE public.ft ALTER COLUMN a OPTIONS (column_name 'q');
