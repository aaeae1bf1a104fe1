-- revision: 1633412345678

DROP TABLE account;
DROP TYPE plan;
