-- revision: 6d1f0c2ab7e5

DROP TABLE note;
