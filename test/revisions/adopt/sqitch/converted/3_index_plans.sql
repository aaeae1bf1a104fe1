-- revision: index_plans
-- parents: greeting_v1.0
-- message: Index of plans; built aside.
-- transaction: none

-- Deploy shop:index-plans to pg

CREATE INDEX CONCURRENTLY account_plan ON account (plan);

-- @transaction new
COMMENT ON INDEX account_plan IS 'for billing';
