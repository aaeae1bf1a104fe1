CREATE INDEX CONCURRENTLY account_plan ON account (plan);
