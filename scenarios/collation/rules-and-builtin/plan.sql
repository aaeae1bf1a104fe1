CREATE COLLATION s.plain (PROVIDER = builtin, LOCALE = 'C.UTF-8');

CREATE COLLATION s.rules (PROVIDER = icu, LOCALE = 'und', RULES = '&V << w <<< W');
