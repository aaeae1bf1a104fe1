create schema s;
create collation s.icu (provider = icu, locale = 'de-u-co-phonebk');
create collation s.loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create collation s.libc (provider = libc, lc_collate = 'C', lc_ctype = 'POSIX');
comment on collation s.icu is 'I';
create table s.t (a text collate s.icu, b text collate s.loose);
create index on s.t (a collate s.libc);
