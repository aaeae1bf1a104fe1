--liquibase formatted sql

--changeset ann:customers runOnChange:true
CREATE OR REPLACE VIEW ${schema}.customers AS SELECT count(*) FROM ${schema}.customer;
--rollback DROP VIEW ${schema}.customers;
