-- a comment
INSERT INTO person(id,name) VALUES (100,'x;y');
/* block */ INSERT INTO person(id,name) VALUES (101,'it''s');
