--liquibase formatted sql

--changeset "Carla P.":notes endDelimiter:/
CREATE TABLE note (account_id bigint NOT NULL REFERENCES account, text text NOT NULL)
/
CREATE INDEX note_account ON note (account_id)
/

--changeset anna:later
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 SELECT count(*) FROM information_schema.columns WHERE column_name = 'later'
ALTER TABLE note ADD COLUMN later boolean;
--rollback empty
