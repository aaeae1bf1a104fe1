-- revision: 00003
-- parents: 00002
-- message: index plans
-- transaction: none

CREATE INDEX CONCURRENTLY account_plan ON account (plan);
