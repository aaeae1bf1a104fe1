INSERT INTO a VALUES ('1', 1, 's', 'd'); INSERT INTO b VALUES ('1', 1, 's', 'd');
