-- revision: 000010

DROP TABLE note;
