ALTER SERVER s OPTIONS (SET host 'b', ADD fetch_size '10', DROP port, DROP dbname);

ALTER USER MAPPING FOR PUBLIC SERVER s OPTIONS (SET "user" 'b', DROP password_required);

ALTER FOREIGN TABLE public.ft OPTIONS (ADD updatable 'false', SET table_name 't2', DROP schema_name);

ALTER FOREIGN TABLE public.ft ALTER COLUMN a OPTIONS (DROP column_name);
