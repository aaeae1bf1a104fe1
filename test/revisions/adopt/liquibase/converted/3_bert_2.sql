-- revision: bert_2
-- parents: anna_2
-- message: bert:2
-- transaction: none

CREATE INDEX CONCURRENTLY account_plan ON account (plan);
