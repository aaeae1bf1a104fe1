-- Deploy shop:index-plans to pg

CREATE INDEX CONCURRENTLY account_plan ON account (plan);

BEGIN;
COMMENT ON INDEX account_plan IS 'for billing';
COMMIT;
