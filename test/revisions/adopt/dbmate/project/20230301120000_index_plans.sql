-- migrate:up transaction:false
CREATE INDEX CONCURRENTLY account_plan ON account (plan);

-- migrate:down transaction:false
DROP INDEX CONCURRENTLY account_plan;
