-- revision: 000002
-- parents: 000001
-- message: index plans
-- transaction: none

create index concurrently account_plan on account (plan);
