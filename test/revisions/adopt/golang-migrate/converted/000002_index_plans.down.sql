-- revision: 000002

-- @transaction none
DROP INDEX CONCURRENTLY account_plan;
