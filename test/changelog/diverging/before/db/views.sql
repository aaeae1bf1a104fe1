--liquibase formatted sql
--changeset ann:overview-create runOnChange:true
CREATE OR REPLACE VIEW overview AS SELECT id FROM resource;
--changeset ann:names-create runOnChange:true
CREATE OR REPLACE VIEW names AS SELECT id, name FROM resource;
