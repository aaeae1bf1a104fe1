BEGIN;
DROP FUNCTION greeting(account);
COMMIT;
