-- revision: index_plans

-- @transaction none
DROP INDEX CONCURRENTLY account_plan;
