-- revision: 00001

DROP TABLE account;
DROP TYPE plan;
