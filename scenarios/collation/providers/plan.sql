CREATE COLLATION s.icu (PROVIDER = icu, LOCALE = 'de-u-co-phonebk');

CREATE COLLATION s.libc (PROVIDER = libc, LC_COLLATE = 'C', LC_CTYPE = 'POSIX');

CREATE COLLATION s.loose (PROVIDER = icu, LOCALE = 'und-u-ks-level2', DETERMINISTIC = false);

CREATE TABLE s.t (
  a text COLLATE s.icu,
  b text COLLATE s.loose
);

CREATE INDEX t_a_idx ON s.t USING btree (a COLLATE s.libc);

COMMENT ON COLLATION s.icu IS 'I';
