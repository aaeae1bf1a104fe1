--liquibase formatted sql
--changeset ann:resource-create runOnChange:true
CREATE TABLE IF NOT EXISTS resource (
    id bigint PRIMARY KEY,
    name text NOT NULL,
    category text NOT NULL DEFAULT 'new',
    status text NOT NULL
);
--changeset ann:resource-history-create runOnChange:true
CREATE TABLE IF NOT EXISTS resource_history (
    id bigint NOT NULL,
    name text NOT NULL,
    seen timestamptz
);
--changeset ann:resource-index
--validCheckSum: any
CREATE INDEX resource_name ON resource (lower(name));
