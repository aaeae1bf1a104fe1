-- revision: 20230415090000

DROP TABLE note;
