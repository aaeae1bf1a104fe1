--liquibase formatted sql
--rollback x
--validCheckSum 1
--preconditions
--precondition-sql-check 1 1
--changeset f:1
select 1;
