-- loses data: the rows of table s.t
DROP TABLE s.t;

DROP TYPE s.text2 CASCADE;
