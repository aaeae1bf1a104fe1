-- revision: 2
-- parents: 1.1
-- message: index plans
-- transaction: none

CREATE INDEX CONCURRENTLY account_plan ON account (plan);
