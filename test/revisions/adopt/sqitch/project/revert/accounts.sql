-- Revert shop:accounts from pg

BEGIN;

DROP TABLE account;
DROP TYPE plan;

COMMIT;
