DROP VIEW s.more;

-- loses data: the rows of table public.plain
DROP TABLE public.plain;

-- loses data: the rows of table s.granted
DROP TABLE s.granted;

-- loses data: the rows of table s.revoked
DROP TABLE s.revoked;

DROP FUNCTION s.f();

DROP FUNCTION s.g();
