-- revision: bert_2

-- @transaction none
DROP INDEX CONCURRENTLY account_plan;
