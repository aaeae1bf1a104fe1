-- revision: 00003

-- @transaction none

DROP INDEX CONCURRENTLY account_plan;
