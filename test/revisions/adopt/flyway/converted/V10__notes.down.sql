-- revision: 10

DROP TABLE note;
