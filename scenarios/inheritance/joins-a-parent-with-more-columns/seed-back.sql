INSERT INTO c (id, own) VALUES (1, 2);
