-- revision: 000001

DROP TABLE account;
DROP TYPE plan;
