-- revision: 20230301120000
-- parents: 20230212080000
-- message: index plans
-- transaction: none

CREATE INDEX CONCURRENTLY account_plan ON account (plan);
