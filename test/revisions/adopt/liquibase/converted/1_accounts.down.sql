-- revision: accounts

DROP TABLE account;
DROP TYPE plan;
