--liquibase formatted sql
--changeset ben:drop-details
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:1 select count(*) from information_schema.tables
-- where table_name = 'resource' and table_schema = 'public'
ALTER TABLE resource DROP COLUMN details;

--changeset ben:add-status
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 select count(*) from information_schema.columns where table_name = 'resource' and column_name = 'status'
ALTER TABLE resource ADD COLUMN status text;

--changeset ben:change-category
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:1 select count(*) from information_schema.columns where table_name = 'resource' and column_name = 'category' and column_default like '%old%'
ALTER TABLE resource ALTER COLUMN category SET DEFAULT 'newer';
UPDATE resource SET category = 'newer' WHERE category = 'old';

--changeset ben:drop-overview
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:1 select count(*) from information_schema.views where table_name = 'overview'
DROP VIEW overview;

--changeset ben:remake-names
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:1 select count(*) from information_schema.views where table_name = 'names'
DROP VIEW names;
CREATE VIEW names AS SELECT id, name FROM resource;
