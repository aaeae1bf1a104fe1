--liquibase formatted sql
--changeset ann:grants runOnChange:true
GRANT SELECT ON names TO diverging_reader;
GRANT SELECT ON resource TO diverging_reader;
