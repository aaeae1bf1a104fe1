INSERT INTO p VALUES (1, '{}', '[]');
