-- loses data: the rows of table s.t
DROP TABLE s.t;

DROP FUNCTION s.text2in(cstring);

DROP FUNCTION s.text2out(s.text2);
