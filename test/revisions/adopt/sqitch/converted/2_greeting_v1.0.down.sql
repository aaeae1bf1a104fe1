-- revision: greeting_v1.0

DROP FUNCTION greeting(account);
