-- +goose NO TRANSACTION
-- +goose Up
CREATE INDEX CONCURRENTLY account_plan ON account (plan);

-- +goose Down
DROP INDEX CONCURRENTLY account_plan;
