-- revision: 20230301120000

-- @transaction none

DROP INDEX CONCURRENTLY account_plan;
