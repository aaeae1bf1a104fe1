-- revision: 00010

DROP TABLE note;
