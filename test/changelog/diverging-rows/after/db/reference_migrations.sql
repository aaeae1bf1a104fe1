--liquibase formatted sql
--changeset ben:dozen
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:1 SELECT count(*) FROM unit WHERE factor = 11
UPDATE unit SET factor = 13 WHERE name = 'dozen';
--changeset ben:small
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:1 SELECT count(*) FROM size WHERE letters = 'x'
UPDATE size SET letters = upper(letters);
--changeset ben:no-squares
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:1 SELECT count(*) FROM role WHERE name = 'guest'
DELETE FROM shape WHERE name = 'square';
--changeset ben:system
UPDATE account SET name = 'the system' WHERE name = 'system';
