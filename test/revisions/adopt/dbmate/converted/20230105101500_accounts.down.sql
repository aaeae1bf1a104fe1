-- revision: 20230105101500

DROP TABLE account;
DROP TYPE plan;
