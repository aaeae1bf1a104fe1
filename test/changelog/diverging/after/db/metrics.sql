--liquibase formatted sql
--changeset ann:measure-reset runAlways:true
DROP FUNCTION IF EXISTS measure() CASCADE;
CREATE FUNCTION measure() RETURNS int LANGUAGE sql AS 'SELECT 1';
--changeset ann:metrics-create runOnChange:true
CREATE OR REPLACE VIEW metrics AS SELECT measure() AS value;
