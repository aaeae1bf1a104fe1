-- loses data: the rows of table s.t
DROP TABLE s.t;

DROP COLLATION s.icu;

DROP COLLATION s.libc;

DROP COLLATION s.loose;
