-- revision: 000002
-- parents: 000001
-- message: index plans
-- transaction: none

CREATE INDEX CONCURRENTLY account_plan ON account (plan);
