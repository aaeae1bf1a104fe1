create schema s;
create collation s.rules (provider = icu, locale = 'und', rules = '&V << w <<< W');
create collation s.plain (provider = builtin, locale = 'C.UTF-8');
